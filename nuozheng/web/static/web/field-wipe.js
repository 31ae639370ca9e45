// Signing out deletes what field.js kept on this telephone; what was not sent is told first.
(() => {
  const UNSENT = ['waiting', 'conflict', 'refused'];
  const form = document.querySelector('form[data-wipe]');

  const answered = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

  async function unsent(name) {
    const there = await answered(indexedDB.open(name));
    const records = there.objectStoreNames.contains('records')
      ? await answered(there.transaction('records').objectStore('records').getAll()) : [];
    there.close();
    return records.filter((one) => UNSENT.includes(one.state)).length;
  }

  async function wipe() {
    const known = indexedDB.databases ? await indexedDB.databases() : [];
    const names = known.map((one) => one.name).filter((name) => name.startsWith('field-'));
    let left = 0;
    for (const name of names) left += await unsent(name);
    if (left && !form.dataset.sure) {
      form.dataset.sure = 'yes';
      const line = document.createElement('p');
      line.className = 'note fault';
      line.setAttribute('role', 'alert');
      line.textContent = `手机上还有${left}份现场记录没有上传，退出会删掉。请先联网打开“去现场”上传；一定要退出的，再按一次。`;
      form.prepend(line);
      return;
    }
    for (const name of names) await answered(indexedDB.deleteDatabase(name));
    sessionStorage.removeItem('field');
    form.submit();
  }

  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopPropagation();
    wipe().catch(() => form.submit());
  });
})();
