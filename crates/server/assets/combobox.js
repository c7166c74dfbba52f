// A field with a list of options under it, with the keyboard manners of the ARIA Authoring
// Practices: arrows go through the options, Enter takes one, Escape closes and then clears, Tab
// leaves. Focus stays in the field all the time. The widget and the search page share it.

/**
 * Makes a field and an empty list a combobox with a listbox popup.
 *
 * Both must stand in the same tree, since one names the other by id. Events:
 * - `choose(at, event)`: the option at a place, from 0, was taken by key or pointer
 * - `clear()`: Escape was pressed while nothing was open
 */
class Combobox {
  #active = -1;

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} list
   * @param {{ choose: (at: number, event: Event) => void, clear: () => void }} events
   */
  constructor(field, list, events) {
    this.field = field;
    this.list = list;
    this.events = events;
    list.setAttribute('role', 'listbox');
    list.hidden = true;
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', list.id);
    field.setAttribute('aria-expanded', 'false');
    field.autocomplete = 'off';
    field.addEventListener('keydown', (event) => this.#key(event));
    field.addEventListener('input', () => this.#mark(-1));
    field.addEventListener('click', () => this.open());
    field.addEventListener('blur', () => this.close());
    // The field keeps the focus, and the list stays, while an option is pressed.
    list.addEventListener('mousedown', (event) => event.preventDefault());
    for (const kind of ['click', 'auxclick']) {
      list.addEventListener(kind, (event) => {
        const at = this.#options().findIndex((option) => event.composedPath().includes(option));
        if (at >= 0 && !(/** @type {MouseEvent} */ (event).button > 1)) events.choose(at, event);
      });
    }
  }

  /** Whether the list is to be seen. */
  get isOpen() {
    return !this.list.hidden;
  }

  /**
   * Puts other options into the list, and opens it if there are any and the field has focus.
   *
   * @param {HTMLElement[]} options
   */
  fill(options) {
    this.#mark(-1);
    options.forEach((option, at) => {
      option.id = `${this.list.id}-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
    });
    this.list.replaceChildren(...options);
    const root = /** @type {Document | ShadowRoot} */ (this.field.getRootNode());
    if (options.length > 0 && root.activeElement === this.field) this.open();
    else this.close();
  }

  /** Shows the list, unless it is empty. */
  open() {
    this.#show(this.list.children.length > 0);
  }

  /** Hides the list; its options stay. */
  close() {
    this.#mark(-1);
    this.#show(false);
  }

  /** @param {boolean} shown */
  #show(shown) {
    this.list.hidden = !shown;
    // The field may be a plain one for a while.
    if (this.field.getAttribute('role') === 'combobox') this.field.setAttribute('aria-expanded', String(shown));
  }

  #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /**
   * Marks the option at a place, or none at -1.
   *
   * @param {number} at
   */
  #mark(at) {
    const options = this.#options();
    options[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = at;
    const option = options[at];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) this.field.setAttribute('aria-activedescendant', option.id);
    else this.field.removeAttribute('aria-activedescendant');
  }

  /** @param {number} step */
  #move(step) {
    const count = this.list.children.length;
    const wasOpen = this.isOpen;
    this.open();
    if (count === 0) return;
    const from = wasOpen && this.#active >= 0 ? this.#active : (step > 0 ? -1 : count);
    this.#mark((from + step + count) % count);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case 'ArrowDown':
        if (event.altKey) this.open();
        else this.#move(1);
        break;
      case 'ArrowUp':
        if (event.altKey) this.close();
        else this.#move(-1);
        break;
      case 'Enter':
        if (!this.isOpen || this.#active < 0) return this.close();
        this.events.choose(this.#active, event);
        break;
      case 'Escape':
        if (this.isOpen) this.close();
        else if (this.field.value) this.events.clear();
        else return;
        // What the field stands in, such as a dialog, is not closed with it.
        event.stopPropagation();
        break;
      case 'Tab':
        return this.close();
      case 'Home':
      case 'End':
      case 'ArrowLeft':
      case 'ArrowRight':
        return this.#mark(-1);
      default:
        return;
    }
    event.preventDefault();
  }
}
