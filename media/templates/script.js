/**
 * Adds up a list of prices.
 * @param {number[]} prices - without tax
 * @param {number} [taxRate=0.2] - 0.2 is 20 %
 */

// The inputs are variables; every variable here is part of the result, except those that begin with "_".
const net = prices.reduce((sum, price) => sum + price, 0);
const _factor = 1 + taxRate;
const gross = net * _factor;
