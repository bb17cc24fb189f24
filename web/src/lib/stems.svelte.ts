import { isHeard } from './mixing';
import { player } from './player.svelte';

export type StemFile = { name: string; url: string; size: number };
type Loaded = { buffer: AudioBuffer; gain: GainNode; source?: AudioBufferSourceNode };

/// What muting needs and no more: half the memory of 48 kHz.
const rate = 24_000;
/// Farther apart than this, the stems are put in step with the song again.
const drift = 0.08;

/// The parts of a song, played by one clock of their own while the song itself is silent.
export class Stems {
  muted = $state.raw<ReadonlySet<number>>(new Set());
  solo = $state.raw<ReadonlySet<number>>(new Set());
  loaded = $state(0);
  problem = $state('');
  peaks = $state.raw<number[][]>([]);
  #parts: Loaded[] = [];
  #context: AudioContext | undefined;
  #began = 0;
  #ends: (() => void)[] = [];

  constructor(
    readonly song: string,
    readonly files: StemFile[],
  ) {}

  get isReady() {
    return this.files.length > 0 && this.loaded === this.files.length;
  }
  get isLoading() {
    return this.loaded > 0 && !this.isReady && !this.problem;
  }
  get isMixed() {
    return this.muted.size > 0 || this.solo.size > 0;
  }

  async load() {
    if (this.#context) return;
    this.problem = '';
    const context = new AudioContext({ sampleRate: 48_000 });
    this.#context = context;
    try {
      for (const file of this.files) {
        const reply = await fetch(file.url);
        if (!reply.ok) throw new Error(`The server answered ${reply.status}`);
        const buffer = await new OfflineAudioContext(2, 1, rate).decodeAudioData(await reply.arrayBuffer());
        if (this.#context !== context) return;
        const gain = new GainNode(context);
        gain.connect(context.destination);
        this.#parts.push({ buffer, gain });
        this.peaks = [...this.peaks, peaksOf(buffer, 120)];
        this.loaded += 1;
      }
      this.#follow();
    } catch (error) {
      this.problem = `${this.files[this.loaded]?.name ?? 'A stem'} cannot be loaded: ${error instanceof Error ? error.message : error}.`;
      this.close();
    }
  }

  toggle(kind: 'muted' | 'solo', index: number) {
    const chosen = new Set(this[kind]);
    if (!chosen.delete(index)) chosen.add(index);
    this[kind] = chosen;
    this.#mix();
  }

  close() {
    for (const end of this.#ends) end();
    this.#stop();
    this.#ends = [];
    this.#parts = [];
    this.loaded = 0;
    this.peaks = [];
    player.audio.muted = false;
    void this.#context?.close();
    this.#context = undefined;
  }

  /// The song leads: what it does, the stems do.
  #follow() {
    const hear = (name: string, act: () => void) => {
      player.audio.addEventListener(name, act);
      this.#ends.push(() => player.audio.removeEventListener(name, act));
    };
    for (const name of ['play', 'seeked']) hear(name, () => this.#start());
    for (const name of ['pause', 'ended', 'emptied']) hear(name, () => this.#stop());
    hear('timeupdate', () => this.#keepStep());
    this.#mix();
  }
  #isOn() {
    return player.song?.id === this.song && this.isMixed && this.isReady;
  }
  #mix() {
    player.audio.muted = this.#isOn();
    this.#parts.forEach((part, index) =>
      part.gain.gain.setTargetAtTime(
        isHeard(index, this.muted, this.solo) ? 1 : 0,
        this.#context?.currentTime ?? 0,
        0.01,
      ),
    );
    if (this.#isOn() && !this.#parts[0]?.source) this.#start();
    if (!this.#isOn()) this.#stop();
  }
  #start() {
    this.#stop();
    if (!this.#isOn() || player.audio.paused || !this.#context) return;
    void this.#context.resume();
    const at = this.#context.currentTime + 0.02;
    const from = player.audio.currentTime + 0.02;
    this.#began = at - from;
    for (const part of this.#parts) {
      part.source = new AudioBufferSourceNode(this.#context, { buffer: part.buffer });
      part.source.connect(part.gain);
      part.source.start(at, Math.min(from, part.buffer.duration));
    }
  }
  #stop() {
    for (const part of this.#parts) {
      part.source?.stop();
      part.source?.disconnect();
      part.source = undefined;
    }
  }
  #keepStep() {
    if (!this.#parts[0]?.source || !this.#context) return;
    if (Math.abs(this.#context.currentTime - this.#began - player.audio.currentTime) > drift) this.#start();
  }
}

/// The loudest sample of each of `count` equal pieces, 0..1.
function peaksOf(buffer: AudioBuffer, count: number): number[] {
  const samples = buffer.getChannelData(0);
  const size = Math.max(1, Math.floor(samples.length / count));
  return Array.from({ length: count }, (_, piece) => {
    let most = 0;
    for (let i = piece * size; i < Math.min(samples.length, (piece + 1) * size); i += 8)
      most = Math.max(most, Math.abs(samples[i] ?? 0));
    return Math.min(1, most);
  });
}
