import { api, ask, once } from './api';
import { notedLine, refusedLine, reportResult, some, type Kind, type Result } from './imports';
import { plural } from './words';

/// Error: a Refusal in the server's words, which name the file.
export async function importFile(kind: Kind, file: File, acceptsGoodRows: boolean): Promise<Result> {
  const how = {
    params: { query: { file_name: file.name, accept_good_rows: acceptsGoodRows } },
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as BodyInit,
    headers: { 'Content-Type': 'text/csv', ...once().headers },
  };
  if (kind === 'report') return reportResult(await ask(api.POST('/api/reports', how)));
  if (kind === 'comments') {
    const given = await ask(api.POST('/api/reports/comments', how));
    return {
      file: given.file,
      accepted: given.accepted,
      said: [
        `${plural(given.rows, 'row')} read`,
        given.accepted ? `${given.count.kept.toLocaleString('en')} new` : 'nothing kept',
        ...some(given.count.already_known, `${given.count.already_known.toLocaleString('en')} already known`),
        ...some(given.unmatched.length, `${plural(given.unmatched.length, 'row')} of unknown tracks`),
      ],
      refused: given.rejected.map(refusedLine),
      noted: given.unmatched.map(notedLine),
    };
  }
  const given = await ask(api.POST('/api/trends', how));
  return {
    file: given.file,
    accepted: given.accepted,
    said: [
      `${plural(given.rows, 'row')} read`,
      given.accepted ? `${given.imported.toLocaleString('en')} new` : 'nothing kept',
      ...some(given.already_known, `${given.already_known.toLocaleString('en')} already known`),
      ...some(given.not_reported, `${given.not_reported.toLocaleString('en')} not reported by the source`),
    ],
    refused: given.rejected.map(refusedLine),
    noted: [],
  };
}
