// 现场: keep the packages on the telephone, write records without network, send each exactly once.
//
// Kept: a database `field-<store>` with `pages` (path → the page's main part) and `records`
// (path → what was typed and photographed), all sealed with AES-GCM under the account's key. The
// key comes from /field/key/ at every sign-in and is held in the tab only (sessionStorage); the
// path is authenticated with the data. Signing out deletes the databases (field-wipe.js).
// A record keeps one key (UUID) from its first letter on; the server files each key once, so that
// sending again after a lost answer does no harm. States: draft, waiting, conflict, refused.
// Without this file every page works online; only what is kept and photos' places need it.
(() => {
  const HOME = '/field/';
  const MOST_PHOTOS = 18;
  const LONGEST_SIDE = 1600;
  const PATIENCE_MS = 5000;
  const AGAIN_MS = 30000;
  const STANDS = {
    waiting: '这份记录存在手机上，已加密，联网后自动上传。',
    conflict: '您不在线的时候，这次检查改过。您写的都还在：',
    refused: '这份记录没有收。您写的都还在：',
  };
  const UNSENT = Object.keys(STANDS);
  let database = null;
  let secret = null;
  let token = '';

  // ---- the store

  const answered = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

  function opened(name) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('pages', { keyPath: 'path' });
      request.result.createObjectStore('records', { keyPath: 'path' });
    };
    return answered(request);
  }

  const read = (table, path) => answered(database.transaction(table).objectStore(table).get(path));
  const all = (from, table) => answered(from.transaction(table).objectStore(table).getAll());

  function write(table, act) {
    return new Promise((yes, no) => {
      const change = database.transaction(table, 'readwrite');
      change.oncomplete = () => yes();
      change.onerror = change.onabort = () => no(change.error);
      act(change.objectStore(table));
    });
  }

  async function seal(path, bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(path) };
    return { iv, data: await crypto.subtle.encrypt(how, secret, bytes) };
  }

  function unseal(path, { iv, data }) {
    const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(path) };
    return crypto.subtle.decrypt(how, secret, data);
  }

  const sealText = (path, text) => seal(path, new TextEncoder().encode(text));
  const unsealText = async (path, sealed) => new TextDecoder().decode(await unseal(path, sealed));

  // Ask for the key where there is network; otherwise take the one this tab holds.
  async function begin() {
    token = '';
    if (navigator.onLine) {
      try {
        const answer = await fetch(`${HOME}key/`, { redirect: 'manual', cache: 'no-store' });
        if (answer.ok) {
          const told = await answer.json();
          token = told.token;
          sessionStorage.setItem('field', JSON.stringify({ store: told.store, key: told.key }));
        }
      } catch { /* no network after all */ }
    }
    if (database) return true;
    const held = JSON.parse(sessionStorage.getItem('field') || 'null');
    if (!held) return false;
    const raw = Uint8Array.from(atob(held.key), (one) => one.charCodeAt(0));
    secret = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    database = await opened(`field-${held.store}`);
    database.onversionchange = () => database.close();
    return true;
  }

  // ---- pages

  async function keep(path, html) {
    const sealed = await sealText(path, html);
    await write('pages', (pages) => pages.put({ path, sealed }));
  }

  // The list page fetches what was signed for, and drops what is planned no more.
  async function keepAll(own) {
    const paths = [...document.querySelectorAll('a[data-keep]')].map((one) => one.pathname);
    for (const path of paths) {
      const answer = await fetch(path, { redirect: 'manual', cache: 'no-store' });
      if (!answer.ok) return false;
      const there = new DOMParser().parseFromString(await answer.text(), 'text/html');
      await keep(path, there.getElementById('main').innerHTML);
    }
    await keep(HOME, own);
    const wanted = [HOME, ...paths];
    const old = (await all(database, 'pages')).filter((one) => !wanted.includes(one.path));
    await write('pages', (pages) => old.forEach((one) => pages.delete(one.path)));
    return paths.length > 0;
  }

  async function openShell(main) {
    const page = secret && await read('pages', location.pathname);
    if (page) return void (main.innerHTML = await unsealText(page.path, page.sealed));
    const line = main.querySelector('[role=status]');
    line.textContent = secret
      ? '这一页没有存在手机上。请在有网络的地方打开一次。'
      : '没有网络，打不开存在手机上的材料。请在有网络的地方登录；存着的内容还在。';
  }

  // ---- records

  async function load(path) {
    const kept = await read('records', path);
    if (!kept) return null;
    const record = JSON.parse(await unsealText(path, kept.sealed));
    const bytes = await Promise.all(kept.pictures.map((one) => unseal(path, one)));
    record.photos.forEach((one, n) => {
      one.sealed = kept.pictures[n];
      one.blob = new Blob([bytes[n]], { type: 'image/jpeg' });
    });
    return { ...record, path, state: kept.state };
  }

  async function save(record) {
    for (const one of record.photos) {
      one.sealed ||= await seal(record.path, await one.blob.arrayBuffer());
    }
    const photos = record.photos.map(({ field, taken_at, place }) => ({ field, taken_at, place }));
    const { key, title, fields, findings } = record;
    const sealed = await sealText(record.path, JSON.stringify({ key, title, fields, findings, photos }));
    const pictures = record.photos.map((one) => one.sealed);
    await write('records', (records) => records.put({ path: record.path, state: record.state, sealed, pictures }));
  }

  const drop = (table, path) => write(table, (rows) => rows.delete(path));

  // ---- sending

  const sync = () => navigator.locks.request('field-sync', async () => {
    if (!database || !navigator.onLine) return;
    const waiting = (await all(database, 'records')).filter((one) => one.state === 'waiting');
    if (waiting.length === 0) return;
    await begin();
    if (!token) return tell('有网络了，但是登录过期了：请重新登录，存着的会自动上传。');
    for (const { path } of waiting) {
      try {
        if (!await send(await load(path))) break;
      } catch { break; /* the network went again: later */ }
    }
    await summary();
  });

  // True where the server decided; false where it should be asked again later.
  async function send(record) {
    const form = new FormData();
    record.fields.forEach(([name, value]) => form.append(name, value));
    form.set('csrfmiddlewaretoken', token);
    form.set('key', record.key);
    const told = {};
    record.photos.forEach(({ field, blob, taken_at, place }) => {
      form.append(field, blob, 'photo.jpg');
      (told[field] ||= []).push({ taken_at, ...place });
    });
    Object.entries(told).forEach(([field, list]) => form.set(field.replace('photo', 'meta'), JSON.stringify(list)));
    const answer = await fetch(record.path, {
      method: 'POST', body: form, headers: { Accept: 'application/json' }, redirect: 'manual',
    });
    if (answer.ok) {
      await drop('records', record.path);
      await drop('pages', record.path);
      if (location.pathname === record.path) location.reload();
      return true;
    }
    if (![400, 404, 409, 413, 422].includes(answer.status)) return false;
    const said = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    record.state = said.state || 'refused';
    record.findings = said.findings || [{ detail: '没有收：这次检查已经不归您，或者照片太大。', cure: '请联系安排检查的同事。' }];
    await save(record);
    if (location.pathname === record.path) location.reload(); // shows the visit as it stands now
    return true;
  }

  // ---- what is told

  function tell(text, findings = []) {
    const line = document.getElementById('outbox');
    if (!line) return;
    line.hidden = false;
    line.textContent = text;
    findings.forEach(({ detail, cure }) => {
      line.append(document.createElement('br'), `${detail}${cure ? ` ${cure}` : ''}`);
    });
  }

  async function summary() {
    if (location.pathname !== HOME) return;
    const records = (await all(database, 'records')).filter((one) => UNSENT.includes(one.state));
    const waiting = records.filter((one) => one.state === 'waiting').length;
    const open = records.filter((one) => one.state !== 'waiting');
    if (records.length === 0) return navigator.onLine || tell('现在没有网络，照常检查。');
    tell(`${waiting ? `${waiting}份记录存在手机上，已加密，联网后自动上传。` : ''}${open.length ? `${open.length}份没有收，要您看：` : ''}`);
    const line = document.getElementById('outbox');
    for (const { path } of open) {
      const record = await load(path);
      const link = Object.assign(document.createElement('a'), { href: path, textContent: record.title });
      const off = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: `删掉手机上的：${record.title}` });
      off.onclick = async () => {
        if (confirm('删掉以后找不回来。真的删掉吗？')) await drop('records', path).then(summary);
      };
      line.append(document.createElement('br'), link, `：${record.findings.map((one) => one.detail).join('')} `, off);
    }
  }

  // ---- the form

  const position = () => new Promise((yes) => {
    if (!navigator.geolocation) return yes({});
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => yes({ latitude, longitude, accuracy }),
      () => yes({}),
      { timeout: PATIENCE_MS, maximumAge: 60000 },
    );
    return undefined;
  });

  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((yes) => { canvas.toBlob(yes, 'image/jpeg', 0.8); });
  }

  const typedIn = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'csrfmiddlewaretoken');

  function refill(form, record) {
    for (const [name, value] of record.fields) {
      if (name === 'version' || name === 'key') continue;
      const field = form.elements[name];
      if (field) field.value = value; // of radio buttons, the one with this value
      if (value && field instanceof Element) field.closest('details')?.setAttribute('open', '');
    }
  }

  // What the server would refuse, told while everybody is still there.
  function gaps(form) {
    const said = (name) => form.elements[name]?.value.trim() || '';
    const signed = (whose) => said(`drawn-${whose}`) || said(`typed-${whose}`);
    const names = [...new Set([...form.elements].map((one) => one.name))];
    const missing = [];
    names.filter((name) => name.startsWith('result-')).forEach((name, n) => {
      if (!said(name)) missing.push(`第${n + 1}条没有选结果`);
      else if (said(name) !== 'confirmed' && !said(name.replace('result', 'note'))) missing.push(`第${n + 1}条没有写看到了什么`);
    });
    if (!said('arrived_at') || !said('left_at')) missing.push('没有写到达、离开的时间');
    else if (said('left_at') < said('arrived_at')) missing.push('离开早于到达');
    names.filter((name) => name.startsWith('certificate-')).forEach((name) => {
      if (!said(name) || !signed(name.split('-')[1])) missing.push('检查人员没有写证号或者没有签名');
    });
    if (!signed('party') && !(said('refusal') && said('witness'))) missing.push('对方没有签名，也没有写不签的原因和见证人');
    return [...new Set(missing)].map((detail) => ({ detail: `${detail}。` }));
  }

  function shots(record, changed) {
    document.querySelectorAll('[data-shots]').forEach((list) => {
      const mine = record.photos.filter((one) => one.field === list.dataset.shots);
      list.replaceChildren(...mine.map((one, n) => {
        const line = document.createElement('li');
        const at = new Date(one.taken_at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' });
        const off = document.createElement('button');
        line.textContent = `照片${n + 1}，${at}，${Math.ceil(one.blob.size / 1024)} KB${one.place.latitude ? '，有位置' : ''} `;
        Object.assign(off, { type: 'button', className: 'link', textContent: `删掉照片${n + 1}` });
        off.onclick = () => { record.photos.splice(record.photos.indexOf(one), 1); changed(); };
        line.append(off);
        return line;
      }));
    });
  }

  function pad(box, changed) {
    const canvas = box.querySelector('canvas');
    const drawn = box.querySelector('input[type=hidden]');
    const clear = box.querySelector('[data-clear]');
    const pen = canvas.getContext('2d');
    const at = (event) => [event.offsetX * canvas.width / canvas.clientWidth, event.offsetY * canvas.height / canvas.clientHeight];
    Object.assign(pen, { lineWidth: 3, lineCap: 'round', lineJoin: 'round' });
    canvas.hidden = clear.hidden = false;
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
    canvas.onpointerup = () => { drawn.value = canvas.toDataURL('image/png'); changed(); };
    clear.onclick = () => { pen.clearRect(0, 0, canvas.width, canvas.height); drawn.value = ''; changed(); };
    if (drawn.value) {
      const picture = new Image();
      picture.onload = () => pen.drawImage(picture, 0, 0);
      picture.src = drawn.value;
    }
  }

  async function fillIn(form) {
    const path = location.pathname;
    const record = await load(path) || { path, key: crypto.randomUUID(), state: 'draft', fields: [], photos: [], findings: [] };
    record.title = document.querySelector('h1').textContent;
    refill(form, record);
    form.elements.key.value = record.key;
    if (STANDS[record.state]) tell(STANDS[record.state], record.findings);
    let last = Promise.resolve();
    const changed = () => {
      record.fields = typedIn(form);
      shots(record, changed);
      last = last.then(() => save(record));
      return last;
    };
    shots(record, changed);
    document.querySelectorAll('[data-pad]').forEach((box) => pad(box, changed));
    form.addEventListener('change', async ({ target }) => {
      if (target.type === 'file') {
        const files = [...target.files].slice(0, MOST_PHOTOS - record.photos.length);
        target.value = '';
        const place = await position();
        for (const file of files) {
          record.photos.push({ field: target.name, blob: await smaller(file), taken_at: new Date().toISOString(), place });
        }
        if (record.photos.length >= MOST_PHOTOS) tell(`一次最多${MOST_PHOTOS}张照片。`);
      }
      changed();
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const missing = gaps(form);
      if (missing.length) tell('还不能交：', missing);
      else {
        Object.assign(record, { state: 'waiting', findings: [] });
        await changed();
        tell(STANDS.waiting);
        await sync();
      }
      document.getElementById('outbox').scrollIntoView({ block: 'center' });
    });
  }

  // A visit without a form (not signed for again, or recorded by somebody else) still tells it.
  async function remind() {
    const record = location.pathname !== HOME && await load(location.pathname);
    if (record && UNSENT.includes(record.state)) tell(STANDS[record.state], record.findings);
  }

  async function start() {
    const main = document.getElementById('main');
    const own = main.cloneNode(true);
    own.querySelector('.messages')?.remove();
    const isShell = document.querySelector('[data-shell]') !== null;
    if (await begin() || isShell) {
      if (isShell) await openShell(main);
      if (!secret) return;
      const form = document.getElementById('record');
      if (form) await fillIn(form);
      else await remind();
      await sync();
      await summary();
      if (!isShell && location.pathname === HOME && await keepAll(own.innerHTML)) {
        document.documentElement.dataset.kept = 'yes';
        const left = document.querySelectorAll('main li a:not([data-keep])').length;
        const before = document.getElementById('outbox').textContent;
        if (!left && !before) tell('材料已经存在手机上，没有网络也能打开。');
      }
      setInterval(sync, AGAIN_MS);
    }
  }

  if (!window.isSecureContext || !navigator.serviceWorker || !navigator.locks) return;
  navigator.serviceWorker.register(`${HOME}worker.js`);
  addEventListener('online', sync);
  start();
})();
