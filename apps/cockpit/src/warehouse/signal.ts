const tones = { right: { hertz: 1_320, ms: 70 }, wrong: { hertz: 196, ms: 450 } };
let audio: AudioContext | undefined;

/** A tone and, on a mistake, a vibration: packers look at their hands, not at the screen. */
export function signal(what: keyof typeof tones): void {
  if (what === 'wrong') navigator.vibrate?.([200, 100, 200]);
  audio ??= new AudioContext();
  const { hertz, ms } = tones[what];
  const tone = audio.createOscillator();
  tone.frequency.value = hertz;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + ms / 1_000);
}
