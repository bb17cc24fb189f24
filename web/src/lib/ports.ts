/// What stands behind the ports, in words.
export type Maker = { id: string; name: string; is_embedded: boolean; is_configured: boolean; needs: string };
export type Port = { name: string; asks_all: boolean; makers: Maker[] };

const names: Record<string, [string, string]> = {
  writing: ['Writing', 'Identities, lyrics, titles and captions'],
  music: ['Music', 'Songs'],
  pictures: ['Pictures', 'Covers, portraits and banners'],
  teasers: ['Teasers', 'Moving scenes behind the titles'],
  footage: ['Stock footage', 'Clips that teasers may show'],
  posts: ['Posts', 'Where they go out'],
  decisions: ['Decisions', 'Where you are asked'],
  records: ['Records', 'Where artists, plans and figures stand'],
  jobs: ['Jobs', 'How workers hear of them'],
  assets: ['Files', 'Where what is made lies'],
  trends: ['Trends', 'What the world listens to'],
};
export const portName = (port: Port) => names[port.name] ?? [port.name, ''];

/// "OpenAI, then the embedded writer"; of ports that ask all, "Pexels and Pixabay".
export function orderOf(port: Port): string {
  const there = port.makers.filter((each) => each.is_configured);
  const said = there.map((each, index) => (index ? each.name.charAt(0).toLowerCase() + each.name.slice(1) : each.name));
  const proper = there.map((each, index) => (each.is_embedded && index ? said[index]! : each.name));
  if (proper.length < 2) return proper.join('');
  return port.asks_all ? `${proper.slice(0, -1).join(', ')} and ${proper.at(-1)}` : proper.join(', then ');
}
