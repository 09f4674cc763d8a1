const fs = require('fs');
const runs = n => fs.appendFileSync('ran', n + '\n');
// fails the first time
const flaky = n => { runs(n); if (!fs.existsSync('second')) throw new Error('first time'); };
test('adds (1.5 + 2) = $3.5 [really] {x} "quoted" \'single\' `tick` \\ back', () => flaky('special'));
test('adds (1x5 + 2) = $3.5 [really] {x} "quoted" \'single\' `tick` \\ back', () => runs('lookalike'));
test('two\nlines', () => flaky('newline'));
test('grün ☃ 日本', () => flaky('unicode'));
test('a > b', () => flaky('gt'));
test('$(touch hostile)', () => flaky('hostile'));
test('plain', () => runs('plain'));
describe('Total', () => { test('plain', () => runs('Total plain')); test('flaky', () => flaky('Total flaky'));
  test.each([[1, 2], [3, 4]])('sum of %i and %i', (a, b) => a === 1 ? flaky('each 1') : runs('each 3')); });
