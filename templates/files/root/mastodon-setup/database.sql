-- {{ about|comment }}
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.
-- It may be run again: what is there stays, and the role's password is this one.

SELECT 'CREATE ROLE {{ user|safe }}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{ user|safe }}')
\gexec
ALTER ROLE {{ user|safe }} LOGIN CREATEDB PASSWORD {{ password }};
-- A cluster that was made without a locale would give SQL_ASCII, which takes bytes that are no text.
SELECT 'CREATE DATABASE {{ database|safe }} OWNER {{ user|safe }} TEMPLATE template0 ENCODING ''UTF8'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{{ database|safe }}')
\gexec

-- For PgHero's page of queries.
\connect {{ database|safe }}
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
