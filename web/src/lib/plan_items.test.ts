import { describe, expect, test } from 'vitest';
import { dayOf } from './days';
import { bandsOf, followers, heldBy, progressOf, titleOf, type Item, type Plan, type Sending } from './plan_items';

const item = (more: Partial<Item>) =>
  ({ id: 'i', date: '2026-11-25', at: '', kind: 'post', state: 'planned', locked: false, ...more }) as Item;
const plan = (items: Item[], more: Partial<Plan> = {}) =>
  ({ start: '2026-11-23', days: 90, items, releases: [], ...more }) as unknown as Plan;
const sending = (state: Sending['state']) => ({ state }) as Sending;

describe('items of a plan', () => {
  test('are filled once somebody approved them', () => {
    expect(progressOf(item({}))).toBe('planned');
    expect(progressOf(item({}), sending('planned'))).toBe('approved');
    expect(progressOf(item({}), sending('cancelled'))).toBe('planned');
    expect(progressOf(item({}), sending('failed'))).toBe('failed');
    expect(progressOf(item({}), sending('sent'))).toBe('out');
    expect(progressOf(item({ state: 'published' }), sending('failed'))).toBe('out');
  });
  test('say why they are held', () => {
    expect(heldBy(item({}))).toBe('');
    expect(heldBy(item({ locked: true }))).toContain('Unlock');
    expect(heldBy(item({ locked: true, state: 'published' }))).toContain('history');
  });
  test('stages reach to the day before the next, and the last to the end of the plan', () => {
    const bands = bandsOf(
      plan([
        item({ date: '2026-11-24', at: '1', arc_stage: 'setup' }),
        item({ date: '2026-11-27', at: '2', arc_stage: 'setup' }),
        item({ date: '2026-12-02', at: '3', arc_stage: 'turn' }),
      ]),
    );
    expect(bands).toEqual([
      { stage: 'setup', from: dayOf('2026-11-24'), to: dayOf('2026-12-01') },
      { stage: 'turn', from: dayOf('2026-12-02'), to: dayOf('2026-11-23') + 89 },
    ]);
    expect(bandsOf(plan([]))).toEqual([]);
  });
  test('a release takes along what is not out yet, and has its number until it has a name', () => {
    const release = item({ id: 'r', kind: 'release', release: 2 });
    const items = [
      release,
      item({ id: 'a', release: 2 }),
      item({ id: 'b', release: 2, state: 'published' }),
      item({ id: 'c', release: 1 }),
    ];
    const named = { number: 2, title: 'Undertow', title_known: true } as Plan['releases'][number];
    expect(followers(release, plan(items))).toBe(1);
    expect(titleOf(release, plan(items, { releases: [named] }))).toBe('Undertow');
    expect(titleOf(release, plan(items, { releases: [{ ...named, title_known: false }] }))).toBe('Release 2');
  });
});
