// A signature drawn with a finger, a pen or the mouse; without this file the others remain.
const box = document.querySelector('[data-pad]');
if (box) {
  const canvas = box.querySelector('canvas');
  const drawn = box.querySelector('input[type=hidden]');
  const pen = canvas.getContext('2d');
  const at = (event) => [event.offsetX * canvas.width / canvas.clientWidth, event.offsetY * canvas.height / canvas.clientHeight];
  Object.assign(pen, { lineWidth: 3, lineCap: 'round', lineJoin: 'round' });
  box.hidden = false;
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  canvas.onpointermove = (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
  };
  canvas.onpointerup = () => { drawn.value = canvas.toDataURL('image/png'); };
  box.querySelector('[data-clear]').onclick = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    drawn.value = '';
  };
  if (drawn.value) {
    const picture = new Image();
    picture.onload = () => pen.drawImage(picture, 0, 0);
    picture.src = drawn.value;
  }
}
