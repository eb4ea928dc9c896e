// What PgTune's own code answers over a grid of servers, as table.csv beside this file:
//
//   git clone https://github.com/le0pard/pgtune
//   node planner/src/sizing/postgresql/pgtune/table.mjs pgtune
//
// A row names only the inputs that its setting follows: an empty cell stands for every value of the grid. A setting that
// PgTune leaves out has no value.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = process.argv[2];
if (!checkout) throw new Error('usage: node table.mjs CHECKOUT');

/** PgTune's inputs, by the names of its state. Memory in MiB; 3,915 are what a "4 GB" VPS shows. */
const GRID = {
  totalMemory: [512, 1024, 2048, 3915, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288],
  cpuNum: [1, 2, 4, 8, 16, 32, 64, 128],
  connectionNum: [60, 200, 500],
  hdType: ['hdd', 'ssd', 'san', 'nvme'],
  dbVersion: [14, 15, 16, 17, 18],
  dbType: ['web', 'oltp'],
  dbSize: ['less_ram', 'mid_ram', 'greater_ram'],
};
const INPUTS = Object.keys(GRID);
const HEADER = 'setting,memory_mib,cores,connections,disk,version,type,database,value';

const pgtune = await selectors();
const kilobytes = (value) => (value === null ? null : `${value}kB`);
const listed = (select, key) => (state) => select(state).find((setting) => setting.key === key)?.value ?? null;
const SETTINGS = {
  max_connections: pgtune.selectMaxConnections,
  shared_buffers: (state) => kilobytes(pgtune.selectSharedBuffers(state)),
  effective_cache_size: (state) => kilobytes(pgtune.selectEffectiveCacheSize(state)),
  work_mem: (state) => kilobytes(pgtune.selectWorkMem(state)),
  maintenance_work_mem: (state) => kilobytes(pgtune.selectMaintenanceWorkMem(state)),
  autovacuum_work_mem: (state) => kilobytes(pgtune.selectAutovacuumWorkMem(state)),
  huge_pages: pgtune.selectHugePages,
  checkpoint_completion_target: pgtune.selectCheckpointCompletionTarget,
  min_wal_size: (state) => kilobytes(listed(pgtune.selectCheckpointSegments, 'min_wal_size')(state)),
  max_wal_size: (state) => kilobytes(listed(pgtune.selectCheckpointSegments, 'max_wal_size')(state)),
  wal_buffers: (state) => kilobytes(pgtune.selectWalBuffers(state)),
  wal_compression: pgtune.selectWalCompression,
  random_page_cost: pgtune.selectRandomPageCost,
  effective_io_concurrency: pgtune.selectEffectiveIoConcurrency,
  default_statistics_target: pgtune.selectDefaultStatisticsTarget,
  jit: pgtune.selectJit,
  max_worker_processes: listed(pgtune.selectParallelSettings, 'max_worker_processes'),
  max_parallel_workers: listed(pgtune.selectParallelSettings, 'max_parallel_workers'),
  max_parallel_workers_per_gather: listed(pgtune.selectParallelSettings, 'max_parallel_workers_per_gather'),
  max_parallel_maintenance_workers: listed(pgtune.selectParallelSettings, 'max_parallel_maintenance_workers'),
  io_method: pgtune.selectIoMethod,
  io_workers: pgtune.selectIoWorkers,
  autovacuum_max_workers: pgtune.selectAutovacuumMaxWorkers,
};

const points = everyPoint();
const rows = Object.entries(SETTINGS).flatMap(([setting, select]) => rowsOf(setting, points.map(select)));
const commit = execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const table = [`# https://github.com/le0pard/pgtune at ${commit}, Linux; made by table.mjs`, HEADER, ...rows];
writeFileSync(fileURLToPath(new URL('table.csv', import.meta.url)), `${table.join('\n')}\n`);

/** PgTune's selectors, without its page: of the store they need only how a selector is put together. */
async function selectors() {
  const module = (code) => `data:text/javascript,${encodeURIComponent(code)}`;
  const toolkit = module(`
    export const createSelector = (inputs, combine) => (state) => combine(...inputs.map((input) => input(state)));
    export const createSlice = () => ({ actions: {} });
  `);
  const configurator = module('export const submitConfiguration = {};');
  register(
    module(`
      const known = ${JSON.stringify({ '@reduxjs/toolkit': toolkit, '@app/actions/configurator': configurator, './constants': './constants.js' })};
      export const resolve = (specifier, context, next) => next(known[specifier] ?? specifier, context);
    `),
  );
  return import(pathToFileURL(resolve(checkout, 'src/features/configuration/configurationSlice.js')).href);
}

/** The state of PgTune's store at every point, the last input changing first. */
function everyPoint() {
  const extend = (points, input) => points.flatMap((point) => GRID[input].map((value) => ({ ...point, [input]: value })));
  const points = INPUTS.reduce(extend, [{ osType: 'linux', totalMemoryUnit: 'MB' }]);
  return points.map((configuration) => ({ configuration }));
}

/** A row for each combination of the inputs that matter to a setting. */
function rowsOf(setting, values) {
  const matters = INPUTS.map((_, place) => changes(values, place));
  const rows = new Map();
  points.forEach(({ configuration }, at) => {
    const inputs = INPUTS.map((input, place) => (matters[place] ? configuration[input] : ''));
    rows.set(inputs.join(','), `${setting},${inputs.join(',')},${values[at] ?? ''}`);
  });
  return [...rows.values()];
}

/** Whether a setting's value changes anywhere when only this input does. */
function changes(values, place) {
  const step = INPUTS.slice(place + 1).reduce((product, input) => product * GRID[input].length, 1);
  const count = GRID[INPUTS[place]].length;
  return values.some((value, at) => value !== values[at - (Math.floor(at / step) % count) * step]);
}
