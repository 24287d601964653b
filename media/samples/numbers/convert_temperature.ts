type Scale = 'celsius' | 'fahrenheit' | 'kelvin';

interface Reading {
  readonly value: number;
  readonly scale: Scale;
}

const toKelvin: Record<Scale, (value: number) => number> = {
  celsius: value => value + 273.15,
  fahrenheit: value => ((value - 32) * 5) / 9 + 273.15,
  kelvin: value => value,
};

const fromKelvin: Record<Scale, (value: number) => number> = {
  celsius: value => value - 273.15,
  fahrenheit: value => ((value - 273.15) * 9) / 5 + 32,
  kelvin: value => value,
};

/**
 * Converts a temperature from one scale to another.
 * @param {number} value
 * @param {'celsius' | 'fahrenheit' | 'kelvin'} from
 * @param {'celsius' | 'fahrenheit' | 'kelvin'} to
 * @returns {{ value: number, scale: string }}
 * @tags numbers, typescript
 * @example convert_temperature({ value: 212, from: 'fahrenheit', to: 'celsius' }) // => { value: 100, scale: 'celsius' }
 */
export default function convert_temperature(value: number, from: Scale, to: Scale): Reading {
  const kelvin = toKelvin[from](value);
  if (kelvin < 0) throw new RangeError(`${value} degrees ${from} is below absolute zero.`);
  return { value: Math.round(fromKelvin[to](kelvin) * 100) / 100, scale: to };
}
