// The floors of the house. A room stands above all that it imports; types count as imports. `npm run check` holds them:
// a list names its floors from the ground up, and what stands lower in a list may not import what stands higher.

const language = [
  ['the model', '^definitions/model/'],
  ['the intermediate form', '^definitions/expression/[^/]+[.]ts$'],
  ['time and ledger', '^definitions/(time|ledger)/'],
  ['machines', '^definitions/machine/'],
  ['patterns', '^definitions/expression/pattern/'],
  ['scope', '^definitions/expression/scope/'],
  ['bins', '^definitions/expression/bins/'],
  ['from FEEL', '^definitions/expression/from-feel/'],
  ['computed values', '^definitions/expression/computed/'],
  ['from conditions', '^definitions/expression/from-condition/'],
  ['spans', '^definitions/expression/spans/'],
  ['the back doors', '^definitions/expression/to-(function|sql|words|regions)/'],
  ['records', '^definitions/record/'],
  ['compiling', '^definitions/compile(/|[.]ts$)'],
  ['proofs', '^definitions/proofs/'],
  ['kinds', '^definitions/kinds/'],
  ['reading', '^definitions/reading/'],
  ['linking', '^definitions/linking/'],
  ['the library', '^definitions/(library|prove)[.]ts$'],
  ['cases', '^definitions/cases[.]ts$'],
  ['worked texts', '^definitions/worked/'],
  ['differences', '^definitions/difference/'],
  ['counterfactuals', '^definitions/counterfactual/'],
  ['the door', '^definitions/index[.]ts$'],
];

const server = [
  ['ground', '^server/(clock|config|engine|file-fault|module-url|problems|sqlite-driver|terminal)[.]ts$'],
  ['authority', '^server/authority/'],
  ['the store', '^server/store/'],
  ['the wire', '^server/http/wire/'],
  ['batch', '^server/batch/'],
  ['populations', '^server/population/'],
  ['statistics and sample', '^server/(statistics|sample)/'],
  ['the referee', '^server/referee/(?!agree/)'],
  ['engines', '^server/engines[.]ts$'],
  ['agreement', '^server/referee/agree/'],
  ['operations', '^server/operations/'],
  ['HTTP', '^server/http/(?!wire/)'],
  ['the application', '^server/((app|start-server)[.]ts$|start/)'],
  ['the command line', '^server/cli/'],
  ['the program', '^server/main[.]ts$'],
];

const studio = [
  ['texts', '^studio/texts/'],
  ['the API', '^studio/api/'],
  ['parts of pages', '^studio/ui/'],
  ['insight', '^studio/insight/'],
  ['editors', '^studio/editors/'],
  ['the catalogue', '^studio/catalogue/'],
  ['a definition', '^studio/definition/'],
  ['releases', '^studio/release/'],
  ['settings', '^studio/settings/'],
  ['the page', '^studio/(app|main)[.]tsx$'],
];

/** One rule a floor: it imports nothing above it. */
const climbing = (floors) =>
  floors.slice(0, -1).map(([name, path], at) => ({
    name: `${name} stands below`,
    severity: 'error',
    from: { path },
    to: { path: floors.slice(at + 1).map(([, above]) => above) },
  }));

/** The four back doors do not know each other. */
const apart = ['function', 'sql', 'words', 'regions'].map((door) => ({
  name: `to-${door} knows no other back door`,
  severity: 'error',
  from: { path: `^definitions/expression/to-${door}/` },
  to: {
    path: '^definitions/expression/to-(function|sql|words|regions)/',
    pathNot: `^definitions/expression/to-${door}/`,
  },
}));

export default {
  forbidden: [
    { name: 'no circles, not of types either', severity: 'error', from: {}, to: { circular: true } },
    ...climbing(language),
    ...climbing(server),
    ...climbing(studio),
    ...apart,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|packs)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
    reporterOptions: {
      archi: { collapsePattern: '^(definitions|server|studio)/([^/]+(/to-[^/]+|/from-[^/]+)?|[^/]+)' },
    },
  },
};
