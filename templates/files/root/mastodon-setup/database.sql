-- {{ about|comment }}
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.

CREATE ROLE {{ user|safe }} LOGIN CREATEDB PASSWORD {{ password }};
-- A cluster that was made without a locale would give SQL_ASCII, which takes bytes that are no text.
CREATE DATABASE {{ database|safe }} OWNER {{ user|safe }} TEMPLATE template0 ENCODING 'UTF8';

-- For PgHero's page of queries.
\connect {{ database|safe }}
CREATE EXTENSION pg_stat_statements;
