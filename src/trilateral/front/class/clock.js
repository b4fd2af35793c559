// @ts-check
/**
 * Time in a class: minutes planned and minutes gone.
 *
 * @typedef {object} Pace how the class stands against its plan, in whole minutes
 * @property {number} gone since the class began
 * @property {number} behind more minutes gone than planned for what is done; below 0 it is ahead
 * @property {number} left of the lesson
 * @property {number} slack left when all steps that come are given their minutes
 */

const MINUTE = 60;

/**
 * Return seconds as a clock shows them, such as `3:05`; below 0 with a sign.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const sign = seconds <= -1 ? "\u2212" : "";
  return `${sign}${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")}`;
}

/**
 * Return seconds in words, as a screen reader should say them.
 * @param {number} seconds
 */
export function spoken(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const [minutes, rest] = [Math.floor(whole / MINUTE), whole % MINUTE];
  const said = [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""];
  return said.filter(Boolean).join(" ");
}

/**
 * Return how the class stands.
 * @param {number[]} minutes planned for each step
 * @param {number} place of the step that is on, from 0
 * @param {number} gone seconds since the class began
 * @param {number} inStep seconds since this step began
 * @param {number} whole minutes of the lesson
 * @returns {Pace}
 */
export function pace(minutes, place, gone, inStep, whole) {
  const sum = (/** @type {number[]} */ each) => each.reduce((total, one) => total + one, 0);
  const due = sum(minutes.slice(0, place)) + Math.min(inStep / MINUTE, minutes[place] ?? 0);
  const still = Math.max((minutes[place] ?? 0) - inStep / MINUTE, 0) + sum(minutes.slice(place + 1));
  const left = whole - gone / MINUTE;
  return { gone: Math.floor(gone / MINUTE), behind: Math.round(gone / MINUTE - due), left: Math.ceil(left), slack: Math.floor(left - still) };
}

/**
 * Return a pace in a sentence.
 * @param {Pace} now
 */
export function paceWords({ behind, slack }) {
  const stands = behind > 0 ? `${behind} min behind the plan` : behind < 0 ? `${-behind} min ahead of the plan` : "On time";
  return slack >= 0 ? `${stands}; ${slack} min of slack left` : `${stands}; ${-slack} min too few for what is left`;
}
