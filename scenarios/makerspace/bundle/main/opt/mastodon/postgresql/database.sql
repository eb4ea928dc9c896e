-- Creates the database and the role that owns it.
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.

CREATE ROLE mastodon LOGIN CREATEDB PASSWORD 'CHANGE_ME_DB_SCRAM_SECRET';
-- A cluster that was made without a locale would give SQL_ASCII, which takes bytes that are no text.
CREATE DATABASE mastodon_production OWNER mastodon TEMPLATE template0 ENCODING 'UTF8';

-- For PgHero's page of queries.
\connect mastodon_production
CREATE EXTENSION pg_stat_statements;
