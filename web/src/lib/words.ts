/// How times, amounts and names are said. The page speaks English; dates follow one form everywhere.
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const plural = (count: number, one: string, many = one + 's') =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/// "1:05" of 65.4 seconds.
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/// A day as the server writes it, "2026-12-04".
function dayOf(date: string): Date {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, day);
}
const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate());

/// "Fri 4 Dec"; with the year where it is not this one.
export function day(date: string | Date, now = new Date()): string {
  const at = typeof date === 'string' ? dayOf(date) : date;
  const year = at.getFullYear() === now.getFullYear() ? '' : ` ${at.getFullYear()}`;
  return `${days[at.getDay()]} ${at.getDate()} ${months[at.getMonth()]}${year}`;
}

/// "in 10 days", "today", "3 days ago".
export function away(date: string, now = new Date()): string {
  const count = Math.round((dayOf(date).getTime() - midnight(now).getTime()) / 86_400_000);
  if (count === 0) return 'today';
  if (count === 1) return 'tomorrow';
  if (count === -1) return 'yesterday';
  return count > 0 ? `in ${count} days` : `${-count} days ago`;
}

/// Of a moment: "14:02" today, "Fri 20 Nov, 14:02" before.
export function moment(time: string | number, now = new Date()): string {
  const at = new Date(time);
  const hour = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return midnight(at).getTime() === midnight(now).getTime() ? hour : `${day(at, now)}, ${hour}`;
}

/// "0.3 s", "14 s", "2 min 5 s".
export function lasted(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/// With a true minus sign.
export const signed = (value: number, digits = 1) => value.toFixed(digits).replace('-', '−');

/// "84 MB".
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1e6) return `${Math.round(count / 1e3)} kB`;
  return count < 1e9 ? `${Math.round(count / 1e6)} MB` : `${(count / 1e9).toFixed(1)} GB`;
}

/// "dark_ambient" as "Dark ambient".
export function spoken(id: string): string {
  const text = id.replace(/[_.-]+/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/// Platforms and stores as they write themselves.
const brands: Record<string, string> = {
  youtube: 'YouTube',
  youtube_music: 'YouTube Music',
  tiktok: 'TikTok',
  x: 'X',
  apple: 'Apple Music',
  apple_music: 'Apple Music',
  soundcloud: 'SoundCloud',
  amazon: 'Amazon Music',
  amazon_music: 'Amazon Music',
};
export const platformName = (id: string) => brands[id] ?? spoken(id);

/// With a capital at its beginning and a stop at its end.
export function sentence(text: string): string {
  const whole = text.trim();
  return whole && whole.charAt(0).toUpperCase() + whole.slice(1) + (/[.!?…]$/.test(whole) ? '' : '.');
}

/// "a, b and c".
export function listed(all: string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/// Micro-units of money, "0.013".
export function money(micros: number): string {
  const units = micros / 1e6;
  return units === 0 || units >= 0.1 ? units.toFixed(2) : units.toFixed(3);
}
