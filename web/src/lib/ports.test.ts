import { expect, test } from 'vitest';
import { orderOf, type Port } from './ports';

const maker = (name: string, is_configured: boolean, is_embedded = false) => ({
  id: name,
  name,
  is_embedded,
  is_configured,
  needs: is_configured ? '' : 'A_KEY',
});
const port = (asks_all: boolean, ...makers: Port['makers']): Port => ({ name: 'writing', asks_all, makers });

test('who is asked is said in order, and who is not there is not', () => {
  const embedded = maker('The embedded writer', true, true);
  expect(orderOf(port(false, maker('OpenAI', true), maker('Anthropic', false), embedded))).toBe(
    'OpenAI, then the embedded writer',
  );
  expect(orderOf(port(false, maker('OpenAI', false), embedded))).toBe('The embedded writer');
});

test('where all are asked, nobody comes first', () => {
  expect(orderOf(port(true, maker('Pexels', true), maker('Pixabay', true)))).toBe('Pexels and Pixabay');
});
