-- Creates the database and the role that owns it.
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.
-- It may be run again: what is there stays, and the role's password is this one.

SELECT 'CREATE ROLE mastodon' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mastodon')
\gexec
ALTER ROLE mastodon LOGIN CREATEDB PASSWORD 'CHANGE_ME_DB_SCRAM_SECRET';
-- A cluster that was made without a locale would give SQL_ASCII, which takes bytes that are no text.
SELECT 'CREATE DATABASE mastodon_production OWNER mastodon TEMPLATE template0 ENCODING ''UTF8'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'mastodon_production')
\gexec

-- For PgHero's page of queries.
\connect mastodon_production
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
