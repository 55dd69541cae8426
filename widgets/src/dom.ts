/** Creates an element with the given attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

/** A drop-down that looks like text until it is pointed at. */
export function menu(
  label: string,
  options: readonly { readonly value: string; readonly label: string }[],
  onChoice: (value: string) => void,
): HTMLSelectElement {
  const select = element('select', { class: 'scalescope-menu', 'aria-label': label, title: label })
  for (const option of options) select.append(element('option', { value: option.value }, option.label))
  select.addEventListener('change', () => onChoice(select.value))
  return select
}

/** Keeps the lab's shortcuts away from a control: on arrow keys the lab would move between cells. Its ancestors can't do that for it. */
export function keepKeys(control: HTMLElement): void {
  control.dataset.lmSuppressShortcuts = 'true'
}

/** Shows why a state can't be shown, if so. @returns whether it can be */
export function showable(el: HTMLElement, problem: string | undefined): boolean {
  if (problem) el.append(element('p', { class: 'scalescope-problem', role: 'alert' }, problem))
  return !problem
}

/** Gives a widget its name for screen readers. */
export function labelGroup(el: HTMLElement, label: string): void {
  el.setAttribute('role', 'group')
  el.setAttribute('aria-label', label)
}
