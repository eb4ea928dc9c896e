// Three real servers, as their admins would answer.

/** Labels and answers, step by step. */
export const SERVERS = [
  {
    name: 'weirder.earth, November 2022',
    domain: 'weirder.earth',
    start: {
      Domain: 'weirder.earth',
      'CPU cores': '4',
      Memory: '8 GB',
      'Active users': '1000',
      'Media storage': 'Local disk',
    },
    server: {
      Distribution: 'Debian 12',
      'Run with': 'docker compose',
      'Mastodon version': '4.0',
      'PostgreSQL version': '14',
    },
    load: { 'Be ready for': '10' },
    storage: {},
    network: {},
    options: {},
    has: 'main/opt/mastodon/docker-compose.yml',
    // SECRET_KEY_BASE, OTP_SECRET, two VAPID keys, PostgreSQL; the rest is checked by the programs.
    secrets: 5,
  },
  {
    name: 'wandering.shop',
    domain: 'wandering.shop',
    start: {
      Domain: 'wandering.shop',
      'CPU cores': '6',
      Memory: '16 GiB',
      'Active users': '1500',
      'Media storage': 'Object storage',
      Bucket: 'wandering-shop-media',
      Region: 'us-east-1',
    },
    server: {
      Distribution: 'Ubuntu 22.04',
      'Shared vCPU': true,
      'Run with': 'docker compose',
      'Mastodon version': '4.0',
      'PostgreSQL version': '14',
    },
    load: { 'Be ready for': '3' },
    storage: { Provider: 'Amazon S3', 'Media domain': 'stuff.wandering.shop', 'Caching media proxy': true },
    network: {},
    options: {},
    has: 'main/etc/nginx/sites-available/mastodon-media',
    secrets: 5,
  },
  {
    name: 'a newcomer',
    domain: 'example.social',
    start: {
      Domain: 'example.social',
      'CPU cores': '2',
      Memory: '4 GiB',
      'Active users': '50',
      'Media storage': 'Local disk',
    },
    server: { 'Run with': 'systemd', 'Contact e-mail': 'admin@example.social' },
    load: {},
    storage: {},
    network: {},
    options: {},
    has: 'main/etc/systemd/system/mastodon-web.service',
    // SECRET_KEY_BASE, three keys of Active Record encryption, two VAPID keys, PostgreSQL.
    secrets: 7,
  },
];
