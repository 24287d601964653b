/** Compares two numbers: how much the second is more or less than the first. */

// Without @param tags, the inputs are the names that are used but not declared: here "before" and "after".
const difference = after - before;
const percent = before === 0 ? null : (difference / Math.abs(before)) * 100;
const trend = difference > 0 ? 'up' : difference < 0 ? 'down' : 'level';
