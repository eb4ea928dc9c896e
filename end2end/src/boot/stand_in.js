#!/usr/bin/env node
// Stands in for Mastodon's programs: answers where they answer, and tells of itself in
// Redis as Sidekiq does. It reads .env.production, in the folder that it is started in, as Rails would, and needs the database.
const { readFileSync } = require('fs');
const { createServer } = require('http');
const { connect } = require('net');
const { execFileSync } = require('child_process');

const env = {};
for (const line of readFileSync('.env.production', 'utf8').split('\n')) {
  const [, key, value] = line.match(/^([A-Z0-9_]+)='?(.*?)'?$/) ?? [];
  if (key) env[key] = value;
}
Object.assign(env, process.env);

const words = process.argv.slice(2);
const at = (option) => words.flatMap((word, i) => (word === option ? [words[i + 1]] : []));

const one = execFileSync('/usr/bin/psql', ['-XAtc', 'select 1'], {
  env: { PATH: env.PATH, PGHOST: env.DB_HOST, PGPORT: env.DB_PORT, PGUSER: env.DB_USER, PGPASSWORD: env.DB_PASS, PGDATABASE: env.DB_NAME },
});
if (one.toString() !== '1\n') throw new Error(`the database says ${one}`);

// Ruby takes its time.
const SECONDS_TO_START = 4;
setTimeout(start, SECONDS_TO_START * 1000);

function start() {
  if (words.includes('sidekiq')) work();
  else createServer((_, answer) => answer.end('OK')).listen(Number(env.PORT), '127.0.0.1');
}

function work() {
  const redis = new URL(env.SIDEKIQ_REDIS_URL ?? env.REDIS_URL);
  const queues = at('-q').map((queue) => queue.split(',')[0]);
  const name = `host:${process.pid}:${queues.join('-')}`;
  const info = JSON.stringify({ queues, concurrency: Number(at('-c')[0]) });
  const command = (...parts) =>
    `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
  const socket = connect(Number(redis.port), redis.hostname);
  const namespace = env.REDIS_NAMESPACE ? `${env.REDIS_NAMESPACE}:` : '';
  const key = namespace + name;
  socket.write(command('AUTH', redis.password) + command('SELECT', redis.pathname.slice(1) || '0'));
  // Every ten seconds, for a minute: what cannot say goodbye is forgotten by then (Sidekiq's launcher.rb).
  const beat = () =>
    socket.write(command('SADD', `${namespace}processes`, name) + command('HSET', key, 'info', info) + command('EXPIRE', key, '60'));
  beat();
  setInterval(beat, 10_000);
  socket.on('data', (answer) => {
    if (answer.toString().startsWith('-')) throw new Error(answer);
  });
  process.on('SIGTERM', () => {
    socket.end(command('SREM', `${namespace}processes`, name) + command('DEL', key));
    socket.on('close', () => process.exit(0));
  });
}
