// @ts-check
/**
 * What the server gives the three pages and takes from them: `trilateral.classroom.views` and
 * `protocol` in the words of the front end. `tests/classroom/protocol.json` has an example of each.
 *
 * @typedef {{picked: string[]} | {number: number} | {bars: Record<string, number>} | {text: string}} Answer
 * @typedef {"first" | "second" | "only"} Round
 * @typedef {{id: string, html: string}} Option
 * @typedef {{id: string, label: string, value?: number}} Bar
 * @typedef {{light: string, dark: string, width: number, height: number, description: string, table_html: string}} Chart
 *
 * @typedef {object} Question
 * @property {"choice" | "multiple" | "number" | "bars" | "text"} type
 * @property {string} html
 * @property {Option[]} options
 * @property {string} unit
 * @property {Bar[]} bars to set, between 0 and `most`
 * @property {Bar[]} given
 * @property {number} [most]
 * @property {number} [longest] characters of a text
 * @property {Chart} [chart]
 * @property {string} sources_html
 *
 * @typedef {{counts: Record<string, number>, total: number}} Tally
 * @typedef {{id: string, text: string, shown?: boolean, seat?: string}} Word
 * @typedef {{title: string, html: string}} Card
 * @typedef {{id: string, title: string, members: string[], account: string, report?: string, reported: boolean}} Group
 * @typedef {{id: string, title: string, members: string[], statement?: string}} Delegation
 * @typedef {{id: string, stage: string, sender: string, to: string, text: string}} Message
 *
 * @typedef {{id: string, title: string, say_html: string, ends?: number}} Base
 * @typedef {Base & {kind: "join" | "show", chart?: Chart}} Show
 * @typedef {Base & {kind: "vote", stage: "ready" | "first" | "discuss" | "second" | "shown" | "revealed",
 *   question?: Question, mine: {first?: Answer, second?: Answer}, answered?: number,
 *   rounds?: {first?: Tally, second?: Tally}, key?: string[], explanation_html?: string}} Vote
 * @typedef {Base & {kind: "poll", stage: "ready" | "open" | "shown", question?: Question, mine?: Answer,
 *   answered?: number, tally?: Tally}} Poll
 * @typedef {Base & {kind: "predict", stage: "ready" | "open" | "shown" | "revealed", question?: Question,
 *   mine?: Answer, answered?: number, drawn?: Record<string, number>[], tally?: Tally, record?: Bar[],
 *   found_html?: string, chart?: Chart}} Predict
 * @typedef {Base & {kind: "words", stage: "ready" | "open" | "closed", question?: Question, mine?: Answer,
 *   answered?: number, words: Word[]}} Words
 * @typedef {Base & {kind: "groups", stage: "ready" | "experts" | "mixed" | "done", task_html: string,
 *   group?: Group, role?: Card, reports: boolean, cards: Card[], groups: Group[]}} Groups
 * @typedef {Base & {kind: "simulation", stage: string, stage_title: string, label: string, scene_html: string,
 *   task_html: string, mine?: string, brief: Card[], delegations: Delegation[], messages: Message[],
 *   may: ("send" | "declare")[], messages_left?: number}} Simulation
 * @typedef {{id: string, question: Question, mine?: Answer, right?: number, answered?: number, tally?: Tally,
 *   key?: string[]}} ExitItem
 * @typedef {Base & {kind: "exit", stage: "ready" | "open" | "closed", items: ExitItem[], open?: Question,
 *   mine?: Answer, answered?: number, begin?: string, words: Word[]}} Exit
 * @typedef {Base & {kind: "over", kept: "counts" | "seats"}} Over
 * @typedef {Show | Vote | Poll | Predict | Words | Groups | Simulation | Exit | Over} Step
 *
 * @typedef {{title: string, seat: string, step: Step, share: "unasked" | "asked" | "yes" | "no"}} PhoneView
 * @typedef {{title: string, address?: string, qr?: string, joined: number, step: Step}} ScreenView
 * @typedef {{label: string, act: DeskAct, main: boolean}} Move
 * @typedef {{id: string, title: string, kind: string, minutes: number, drop_html: string, done: boolean,
 *   notes_html: string}} Line
 * @typedef {{seat: string, here: boolean, answered: boolean}} Sitting
 * @typedef {{title: string, address?: string, offers: {host: string, label: string}[], door: boolean,
 *   plan: Line[], at: string, began?: number, entered: number, slack: number, joined: number, here: number,
 *   late: number, seats: Sitting[], step: Step, moves: Move[], asked: boolean, yes: number, no: number,
 *   folder: string}} DeskView
 *
 * @typedef {{n: number, step: string, do: "answer", round: Round, item: string, answer: Answer}
 *   | {n: number, step: string, do: "report", text: string}
 *   | {n: number, step: string, do: "send", to: string, text: string}
 *   | {n: number, step: string, do: "declare", text: string}
 *   | {n: number, do: "share", yes: boolean}} PhoneAct
 * @typedef {{do: "go", to: string} | {do: "stage", step: string, to: string}
 *   | {do: "show", step: string, word: string, shown: boolean} | {do: "extend", step: string, minutes: number}
 *   | {do: "door", open: boolean} | {do: "remove", seat: string} | {do: "listen", host: string}
 *   | {do: "ask"} | {do: "close"}} DeskAct
 *
 * @typedef {{taken: boolean, why: string}} Reply
 */

/**
 * @template View
 * @typedef {{tag: string, now: number, view: View}} Envelope a view, its tag, and the server's clock in seconds
 */

export {};
