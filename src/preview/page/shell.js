'use strict';
const state = document.getElementById('state');
const said = document.getElementById('said');
const stage = document.getElementById('stage');

function count(all, severity) {
    const number = all.filter((one) => one.severity === severity).length;
    return number ? `${number} ${severity}${number > 1 ? 's' : ''}` : '';
}

// The faults stand above the last map that could be drawn, which is then pale.
function tell(news) {
    const faulty = news.said.some((one) => one.severity === 'error');
    const counts = ['error', 'warning', 'note'].map((severity) => count(news.said, severity));
    const told = counts.filter(Boolean).join(', ');
    const kept = news.map ? 'the map is the last that could be drawn' : 'there is no map yet';
    state.textContent = faulty ? `${told}: ${kept}` : `Up to date${told ? ': ' + told : ''}`;
    state.className = faulty ? 'error' : (told ? 'warning' : '');
    stage.classList.toggle('old', faulty);
    said.replaceChildren(...news.said.map((one) => {
        const text = document.createElement('pre');
        text.className = one.severity;
        text.textContent = one.text;
        return text;
    }));
    said.hidden = news.said.length === 0;
}

// Where the reader is in time: the date, and whether it is the last one.
function position(frame) {
    const page = frame && frame.contentDocument;
    const slider = page && page.getElementById('time');
    if (!slider || slider.value === slider.max) {
        return null;
    }
    return page.getElementById('date').textContent;
}

function move(frame, date) {
    const page = frame.contentDocument;
    const dates = JSON.parse(page.getElementById('frames').textContent).map((one) => one.date);
    const index = dates.indexOf(date);
    if (index >= 0) {
        const slider = page.getElementById('time');
        slider.value = index;
        slider.dispatchEvent(new Event('input'));
    }
}

// The old map stays until the new one is there, so that nothing flashes.
function show(number) {
    const old = stage.querySelector('iframe');
    const frame = document.createElement('iframe');
    frame.title = 'Map';
    frame.src = `map?${number}`;
    return new Promise((done) => {
        frame.addEventListener('load', () => {
            const date = position(old);
            if (date !== null) {
                move(frame, date);
            }
            document.title = frame.contentDocument.title;
            if (old) {
                old.remove();
            }
            if (document.activeElement === document.body) {
                frame.focus();
            }
            done();
        });
        stage.append(frame);
    });
}

async function follow() {
    let number = 0;
    let map = 0;
    for (;;) {
        try {
            const answer = await fetch(`news?after=${number}`);
            if (!answer.ok) {
                throw new Error(answer.statusText);
            }
            const news = await answer.json();
            if (news.number !== number && news.map !== map) {
                await show(news.map);
                map = news.map;
            }
            if (news.number !== number) {
                tell(news);
            }
            number = news.number;
        } catch {
            state.textContent = 'The preview has ended: start it again, and open the address it prints';
            state.className = 'error';
            await new Promise((done) => { setTimeout(done, 1000); });
        }
    }
}

follow();
