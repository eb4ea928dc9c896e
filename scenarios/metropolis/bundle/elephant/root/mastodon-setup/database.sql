-- Creates the database and the role that owns it.
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.

CREATE ROLE mastodon LOGIN CREATEDB PASSWORD 'CHANGE_ME_DB_SCRAM_SECRET';
CREATE DATABASE mastodon_production OWNER mastodon;
