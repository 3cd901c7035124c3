'use strict';

// What the page shows of each service's numbers; a number it does not know is shown too, under its own name.
const labels = {
  positionsAccepted: 'Positions', passagesAccepted: 'Passages', violations: 'Violations', vehiclesLost: 'Lost vehicles',
  fines: 'Fines', finesIssued: 'Fines issued', finesReferred: 'Referred to the prosecutor', finesOwnerUnknown: 'Owner unknown',
  mailsDelivered: 'Mails delivered', suppressed: 'Mails suppressed', deadLetters: 'Dead letters', vehicles: 'Registered vehicles',
};
const pauseMs = 2000;
const count = new Intl.NumberFormat();
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium', hour12: false });

const byId = id => document.getElementById(id);

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function money(amount) {
  if (!amount) return '';
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency: amount.currency });
  return format.format(amount.minorUnits / 10 ** format.resolvedOptions().maximumFractionDigits);
}

function words(name) {
  const spaced = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return labels[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function showNumbers(stats) {
  const totals = new Map();
  for (const numbers of Object.values(stats))
    for (const [name, value] of Object.entries(numbers)) totals.set(name, (totals.get(name) ?? 0) + value);
  byId('numbers').replaceChildren(...[...totals].map(([name, value]) => {
    const box = document.createElement('div');
    box.append(element('dt', words(name)), element('dd', count.format(value)));
    return box;
  }));
}

function showRows(id, columns, rows) {
  const made = rows.map(cells => {
    const row = document.createElement('tr');
    row.append(...cells.map((text, i) => element('td', text, i === 5 ? 'amount' : '')));
    return row;
  });
  if (made.length === 0) {
    const row = document.createElement('tr');
    const cell = element('td', 'Nothing yet', 'empty');
    cell.colSpan = columns;
    row.append(cell);
    made.push(row);
  }
  byId(id).replaceChildren(...made);
}

async function get(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function showState(text, className) {
  const state = byId('state');
  if (state.textContent !== text) state.textContent = text;
  state.className = `state ${className}`;
}

async function refresh() {
  const [stats, fines, mails] = await Promise.allSettled([get('/v1/stats'), get('/v1/fines?limit=10'), get('/v1/deliveries?limit=10')]);
  if (stats.status === 'fulfilled') showNumbers(stats.value);
  if (fines.status === 'fulfilled')
    showRows('fines', 6, fines.value.data.map(f => [time.format(new Date(f.decidedAt)), f.id, f.plate, f.roadName, f.state.replaceAll('_', ' '), money(f.amount)]));
  if (mails.status === 'fulfilled')
    showRows('mails', 3, mails.value.data.map(m => [time.format(new Date(m.at)), m.reason ? `${m.state}: ${m.reason.replaceAll('_', ' ')}` : m.state, m.subject ?? m.fineId]));
  const away = [stats, fines, mails].some(part => part.status === 'rejected');
  showState(away ? 'A service is away; trying again' : 'Live', away ? 'away' : 'live');
}

async function run() {
  for (;;) {
    if (!document.hidden) await refresh();
    await new Promise(done => setTimeout(done, pauseMs));
  }
}

run();
