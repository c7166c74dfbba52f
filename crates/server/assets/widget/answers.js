// What the widget asks the API, and what can come of it.

/**
 * A record, as far as the widget shows it.
 *
 * @typedef {object} WidgetRecord
 * @property {string} id
 * @property {string} title
 * @property {{ code: string, name: string }[]} municipalities
 * @property {{ value: number, basis: string } | null} year
 * @property {{ publisher: string | null }} source
 * @property {{ field: string, text: string, ranges: [number, number][], cut_before: boolean, cut_after: boolean }[]} highlights
 * @property {{ self: string, html: string }} links
 */

/**
 * A page of records.
 *
 * @typedef {{ meta: { total: number }, records: WidgetRecord[] }} WidgetAnswer
 */

/**
 * Why there is no answer: `network` (none came), `late`, `status` (the server has a fault),
 * `refused` (what was asked for cannot be read), `format` (it is not one of ours).
 *
 * @typedef {'network' | 'late' | 'status' | 'refused' | 'format'} Fault
 */

/** How long an answer is waited for, and how long before asking once more, in milliseconds. */
const PATIENCE_MS = 6000;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 3000;

/** The fields of a record that are asked for. */
const FIELDS = 'id,title,municipalities,year,source,highlights,links';

class WidgetFault extends Error {
  /**
   * @param {Fault} reason
   * @param {number | null} status
   * @param {string} detail what the server says is wrong; empty if nothing
   * @param {number} pauseMs how long to wait before it is worth asking again; 0 if it is not
   */
  constructor(reason, status = null, detail = '', pauseMs = 0) {
    super(`${reason} ${status ?? ''} ${detail}`.trim());
    this.reason = reason;
    this.status = status;
    this.detail = detail;
    this.pauseMs = pauseMs;
  }
}

/** Asks one thing at a time: a new question ends the one before it. */
class Answers {
  /** @type {AbortController | undefined} */
  #current;

  /** Ends what is being asked, if anything is. */
  stop() {
    this.#current?.abort();
    this.#current = undefined;
  }

  /**
   * Gets the answer at an address, asking once more if that may help. It is null when another
   * question has been asked meanwhile.
   *
   * @param {URL} url
   * @returns {Promise<WidgetAnswer | null>}
   * @throws {WidgetFault}
   */
  async ask(url) {
    this.stop();
    const current = new AbortController();
    this.#current = current;
    try {
      try {
        return await read(url, current.signal);
      } catch (fault) {
        if (!(fault instanceof WidgetFault) || fault.pauseMs === 0 || current.signal.aborted) throw fault;
        await new Promise((done) => { setTimeout(done, Math.min(fault.pauseMs, LONGEST_PAUSE_MS)); });
        if (current.signal.aborted) return null;
        return await read(url, current.signal);
      }
    } catch (fault) {
      if (current.signal.aborted) return null;
      throw fault;
    }
  }
}

/**
 * @param {URL} url
 * @param {AbortSignal} signal
 * @returns {Promise<WidgetAnswer>}
 */
async function read(url, signal) {
  /** @type {Response} */
  let response;
  /** @type {unknown} */
  let body;
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    response = await fetch(url, { signal: AbortSignal.any([signal, late]), credentials: 'omit', headers: { accept: 'application/json' } });
    // The headers may be in time and the rest not; the words of a fault may be anybody's.
    body = response.ok ? await response.json() : await response.json().catch(() => null);
  } catch (error) {
    if (late.aborted) throw new WidgetFault('late');
    if (error instanceof SyntaxError) throw new WidgetFault('format');
    throw new WidgetFault('network', null, '', PAUSE_MS);
  }
  if (response.status === 400) throw new WidgetFault('refused', 400, details(body));
  if (!response.ok) {
    const pause = Number(response.headers.get('retry-after')) * 1000 || PAUSE_MS;
    throw new WidgetFault('status', response.status, '', pause);
  }
  if (!isAnswer(body)) throw new WidgetFault('format', response.status);
  return body;
}

/**
 * What a problem document says of each parameter.
 *
 * @param {any} problem
 */
function details(problem) {
  const errors = Array.isArray(problem?.errors) ? problem.errors : [];
  return errors.map((/** @type {any} */ error) => `${error?.parameter}: ${error?.detail}`).join(' ')
    || String(problem?.detail ?? '');
}

/**
 * @param {any} body
 * @returns {body is WidgetAnswer}
 */
function isAnswer(body) {
  return Number.isInteger(body?.meta?.total) && Array.isArray(body.records)
    && body.records.every((/** @type {any} */ record) => (
      typeof record?.title === 'string' && typeof record.links?.html === 'string'
      && Array.isArray(record.municipalities) && Array.isArray(record.highlights)));
}
