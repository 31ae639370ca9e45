// The editor of a letter. Without this file the buttons send the form and the server does the same.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-flaw]');
  const area = button && document.getElementById(button.dataset.field);
  if (!area) return;
  const start = Number(button.dataset.start);
  const end = start + button.dataset.flaw.length;
  if (area.value.slice(start, end) !== button.dataset.flaw) return; // typed on meanwhile: ask the server
  event.preventDefault();
  area.focus();
  if (button.name !== 'adopt') {
    area.setSelectionRange(start, end);
    return;
  }
  area.setRangeText(button.dataset.text, start, end, 'end');
  area.dispatchEvent(new Event('input', {bubbles: true}));
});
