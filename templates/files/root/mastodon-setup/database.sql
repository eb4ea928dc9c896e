-- {{ about|comment }}
-- Made by Howdah from howdah.yaml. The password is in .env.production; here is only what PostgreSQL keeps of it.

CREATE ROLE {{ user|safe }} LOGIN CREATEDB PASSWORD {{ password }};
CREATE DATABASE {{ database|safe }} OWNER {{ user|safe }};
