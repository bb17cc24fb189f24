import { toasts } from './toasts.svelte';

export type Song = {
  id: string;
  src: string;
  title: string;
  artist: string;
  cover: string;
  href: string;
  seconds: number;
  peaks: number[];
  colour: string;
};

/// The one song that sounds, on whatever page one is.
class Player {
  song = $state.raw<Song>();
  isPlaying = $state(false);
  isBroken = $state(false);
  at = $state(0);
  readonly audio = new Audio();

  constructor() {
    this.audio.preload = 'metadata';
    this.audio.addEventListener('play', () => this.#started());
    this.audio.addEventListener('pause', () => (this.isPlaying = false));
    this.audio.addEventListener('seeked', () => (this.at = this.audio.currentTime));
    this.audio.addEventListener('ended', () => this.seek(0));
    this.audio.addEventListener('error', () => this.#failed());
  }

  get seconds() {
    return Number.isFinite(this.audio.duration) && this.audio.duration > 0
      ? this.audio.duration
      : (this.song?.seconds ?? 0);
  }
  /// Where this song is; 0 of one that is not on.
  time(id: string) {
    return this.song?.id === id ? this.at : 0;
  }
  sounds(id: string) {
    return this.song?.id === id && this.isPlaying;
  }

  toggle(song: Song) {
    if (this.sounds(song.id)) return this.audio.pause();
    this.#put(song);
    void this.audio.play().catch(() => undefined);
  }
  /// From there on, also of a song that is not on yet.
  play(song: Song, from: number) {
    this.#put(song);
    this.seek(from);
    void this.audio.play().catch(() => undefined);
  }
  seekIn(song: Song, to: number) {
    this.#put(song);
    this.seek(to);
  }
  seek(to: number) {
    this.at = Math.min(Math.max(0, to), Math.max(0, this.seconds - 0.05));
    this.audio.currentTime = this.at;
  }
  close() {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.song = undefined;
    this.at = 0;
  }

  #put(song: Song) {
    if (this.song?.id === song.id && !this.isBroken) return;
    this.song = song;
    this.isBroken = false;
    this.at = 0;
    this.audio.src = song.src;
  }
  #started() {
    this.isPlaying = true;
    const step = () => {
      this.at = this.audio.currentTime;
      if (!this.audio.paused) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
  #failed() {
    if (!this.song) return;
    this.isBroken = true;
    this.isPlaying = false;
    toasts.fail(`${this.song.title} cannot be played here. Its files are listed under Files.`);
  }
}

export const player = new Player();
