// What no field may take, and what each must say about it: label, path, text, and the limit in its message.

/** In every hostile text, so that it can be looked for. */
export const MARK = 'zq9';

/** Quotes, ends of statements, variables, templates and tags of every format that we write. */
const TEXTS = [
  `${MARK}.example; rm -rf /`,
  `${MARK}'.example`,
  `${MARK}".example`,
  `$\{${MARK}}.example`,
  `%i${MARK}.example`,
  `{{ ${MARK} }}.example`,
  `\`${MARK}\`.example`,
  `<script>${MARK}</script>`,
  `../../${MARK}.example`,
];

const DOMAIN = 'a domain name such as example.social, at most 253 characters';
const MEMORY = '512 MiB to 16384 GiB';

/** Fields by kind and step; `with` is in the link for fields that another answer brings. */
export const BAD = [
  ...TEXTS.map((text) => ({ label: 'Domain', path: 'site.domain', text, limit: DOMAIN, step: '' })),
  { label: 'Domain', path: 'site.domain', text: `${MARK}.${'a'.repeat(64)}.example`, limit: DOMAIN, step: '' },
  { label: 'CPU cores', path: 'hosts.0.cores', text: '0', limit: 'a whole number from 1 to 1024 cores', step: '' },
  { label: 'CPU cores', path: 'hosts.0.cores', text: '1025', limit: 'a whole number from 1 to 1024 cores', step: '' },
  { label: 'CPU cores', path: 'hosts.0.cores', text: '-4', limit: 'a whole number from 1 to 1024 cores', step: '' },
  { label: 'CPU cores', path: 'hosts.0.cores', text: '1e4', limit: 'a whole number from 1 to 1024 cores', step: '' },
  {
    label: 'Active users',
    path: 'load.active_users',
    text: '99999999999999999999999999',
    limit: 'a whole number from 1 to 1000000 people',
    step: '',
  },
  { label: 'Memory', path: 'hosts.0.memory', text: '511 MiB', limit: MEMORY, step: '' },
  { label: 'Memory', path: 'hosts.0.memory', text: '16385 GiB', limit: MEMORY, step: '' },
  { label: 'Memory', path: 'hosts.0.memory', text: `8 ${MARK}`, limit: MEMORY, step: '' },
  { label: 'Memory', path: 'hosts.0.memory', text: 'NaN', limit: MEMORY, step: '' },
  {
    label: 'Host name',
    path: 'hosts.0.name',
    text: `../${MARK}`,
    limit: 'letters, digits and hyphens, at most 63 characters',
    step: 'server',
  },
  {
    label: 'Contact e-mail',
    path: 'site.contact',
    text: `${MARK}$(id)@example.social`,
    limit: 'an address such as admin@example.social',
    step: 'server',
  },
  {
    label: 'Bucket',
    path: 'storage.bucket',
    text: `${MARK};}`,
    limit: '3 to 63 lower-case letters, digits, dots and hyphens',
    step: 'storage',
    with: { 'storage.kind': 's3' },
  },
  {
    label: 'Endpoint',
    path: 'storage.endpoint',
    text: `http://${MARK}:9000`,
    limit: 'a host name, with :port if it needs one',
    step: 'storage',
    with: { 'storage.kind': 's3', 'storage.bucket': 'media' },
  },
];

/** What only a changed link can hold: no control offers it. */
export const BAD_IN_LINKS = [
  { path: 'run', text: `${MARK}`, limit: 'one of systemd, compose', step: 'server' },
  { path: 'mastodon', text: `4.6\n${MARK}`, limit: 'one of 3.5, 4.0', step: 'server' },
  { path: 'hosts.0.shared_cpu', text: `${MARK}`, limit: 'true or false', step: 'server' },
  { path: 'site.domain', text: `example.social\n${MARK}=1`, limit: DOMAIN, step: '' },
  { path: 'hosts.0.cores', text: `4\u0000${MARK}`, limit: 'a whole number from 1 to 1024 cores', step: '' },
];
