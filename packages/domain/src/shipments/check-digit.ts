const digitsOf = (text: string): number[] => [...text].map(Number);

/** The last digit makes the sum of digits × weights (repeated from the left) a multiple of ten. */
export const mod10 =
  (...weights: number[]) =>
  (number: string): boolean => {
    const digits = digitsOf(number);
    const check = digits.pop();
    const sum = digits.reduce((all, digit, index) => all + digit * weights[index % weights.length]!, 0);
    return (10 - (sum % 10)) % 10 === check;
  };

const s10Weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10, as RR123456785DE: mod 11 over eight digits. */
export function s10(number: string): boolean {
  const digits = digitsOf(number.slice(2, 11));
  const rest = 11 - (s10Weights.reduce((sum, weight, index) => sum + weight * digits[index]!, 0) % 11);
  return digits[8] === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** UPS 1Z numbers: letters count as (code − 63) mod 10, every second character twice. */
export function ups(number: string): boolean {
  const values = Array.from(number.slice(2), (char) =>
    /\d/.test(char) ? Number(char) : (char.charCodeAt(0) - 63) % 10,
  );
  const check = values.pop();
  const sum = values.reduce((all, value, index) => all + (index % 2 ? 2 * value : value), 0);
  return (10 - (sum % 10)) % 10 === check;
}

/** ISO 7064 mod 37,36 over digits and capitals, the last character is the check. */
export function mod37And36(number: string): boolean {
  const values = [...number].map((char) => parseInt(char, 36));
  const check = values.pop()!;
  const product = values.reduce((left, value) => (((left + value) % 36 || 36) * 2) % 37, 36);
  return (product + check) % 36 === 1;
}
