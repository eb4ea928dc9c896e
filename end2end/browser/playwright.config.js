// How the journeys run: against the binary that HOWDAH names, in the browser that CHROMIUM names.
import { defineConfig } from '@playwright/test';

import { LAUNCH } from './support/chromium.js';

export default defineConfig({
  testDir: 'tests',
  // Checks with the real programs take ports that belong to the machine.
  workers: 1,
  retries: 0,
  // For a busy machine; nothing here waits for time to pass.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${process.env.HOWDAH_PORT}`,
    viewport: { width: 1280, height: 900 },
    launchOptions: LAUNCH,
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'exec "$HOWDAH" serve --addr 127.0.0.1:0',
    env: { RUST_LOG: 'warn' },
    cwd: '../..',
    // It takes a free port and prints which.
    wait: { stdout: /Howdah is at http:\/\/127\.0\.0\.1:(?<howdah_port>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
