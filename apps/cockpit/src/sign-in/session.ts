import { readonly, ref } from 'vue';
import { timeZone } from '../i18n/useFormats.ts';

export interface Staff {
  id: string;
  name: string;
  email: string;
  role: string;
}
export type SignInProblem = 'wrong_credentials' | 'too_many_attempts' | 'unreachable';

const staff = ref<Staff>();
let asked: Promise<void> | undefined;

interface Answer {
  staff?: Staff;
  /** In which zone the company's days begin. */
  timeZone?: string;
}

async function answerOf(response: Response): Promise<Answer> {
  return response.headers.get('content-type')?.includes('json') ? ((await response.json()) as Answer) : {};
}

function know(answer: Answer) {
  staff.value = answer.staff;
  if (answer.timeZone) timeZone.value = answer.timeZone;
}

async function ask() {
  try {
    const response = await fetch('/session', { headers: { accept: 'application/json' } });
    know(response.ok ? await answerOf(response) : {});
  } catch {
    asked = undefined; // unreachable is no answer: ask again at the next page
  }
}

/** Who is signed in at this browser. */
export const useSession = () => ({ staff: readonly(staff) });

/** Asks the server once whether the cookie still holds. */
export const knowSession = () => (asked ??= ask());

/** Asks again, e.g. after the socket was refused. */
export function askAgain() {
  asked = undefined;
  return knowSession();
}

export async function signIn(email: string, password: string): Promise<SignInProblem | undefined> {
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const answer = await answerOf(response);
    if (response.ok && answer.staff) {
      know(answer);
      return undefined;
    }
    if (response.status === 429) return 'too_many_attempts';
    return response.status === 401 ? 'wrong_credentials' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

export async function signOut() {
  await fetch('/session', { method: 'DELETE' }).catch(() => undefined);
  forgetSession();
}

export function forgetSession() {
  staff.value = undefined;
}
