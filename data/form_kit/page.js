// A button beside each answer that copies it, where the browser allows it; without script a click marks the whole answer.
for (const value of document.querySelectorAll('.value')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy: ' + value.closest('.field').querySelector('dt').firstChild.textContent);
  button.addEventListener('click', () => {
    const range = document.createRange();
    range.selectNodeContents(value);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  value.after(button);
}
