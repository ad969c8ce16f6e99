'use strict';
const frames = JSON.parse(document.getElementById('frames').textContent);
const slider = document.getElementById('time');
const play = document.getElementById('play');
const date = document.getElementById('date');
const caption = document.getElementById('caption');
const facts = document.getElementById('facts');

// What is not there in every frame, with the ranges of frames in which it is.
const changing = [...document.querySelectorAll('[data-frames]')].map((mark) => ({
    mark,
    ranges: mark.dataset.frames.split(',').map((range) => range.split('-').map(Number)),
}));

// What comes fades in within so many milliseconds, a battle's marker also pops up; what goes fades out.
function come(mark, duration) {
    const timing = { duration, easing: 'ease-in-out' };
    mark.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    if (mark.id.startsWith('battle-')) {
        mark.style.transformBox = 'fill-box';
        mark.style.transformOrigin = 'center';
        mark.animate(
            [{ transform: 'scale(0)' }, { transform: 'scale(1.12)', offset: 0.4 },
                { transform: 'scale(1)', offset: 0.67 }, { transform: 'scale(1)' }],
            timing,
        );
    }
}

function go(mark, duration) {
    const fading = mark.animate([{ opacity: 1 }, { opacity: 0 }], { duration, easing: 'ease-in-out' });
    fading.addEventListener('finish', () => { mark.style.display = 'none'; });
}

function show(index, duration = 0) {
    for (const { mark, ranges } of changing) {
        const was = mark.style.display !== 'none';
        const there = ranges.some(([from, to = from]) => from <= index && index <= to);
        mark.getAnimations().forEach((animation) => animation.cancel());
        if (was && !there && duration) {
            go(mark, duration);
            continue;
        }
        mark.style.display = there ? '' : 'none';
        if (there && !was && duration) {
            come(mark, duration);
        }
    }
    slider.value = index;
    slider.setAttribute('aria-valuetext', frames[index].date);
    date.textContent = frames[index].date;
    caption.textContent = frames[index].caption;
}

let timer = 0;
function stop() {
    clearTimeout(timer);
    timer = 0;
    play.textContent = play.dataset.play;
}

function step() {
    const next = Number(slider.value) + 1;
    if (next >= frames.length) {
        stop();
        return;
    }
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    show(next, still ? 0 : frames[next].coming);
    timer = setTimeout(step, frames[next].milliseconds);
}

function toggle() {
    if (timer) {
        stop();
        return;
    }
    if (Number(slider.value) === frames.length - 1) {
        show(0);
    }
    play.textContent = play.dataset.stop;
    timer = setTimeout(step, frames[Number(slider.value)].milliseconds);
}

play.addEventListener('click', toggle);
slider.addEventListener('input', () => {
    stop();
    show(Number(slider.value));
});

function add(element, text) {
    if (text) {
        const child = document.createElement(element);
        child.textContent = text;
        facts.append(child);
    }
}

// A click on a mark, or Enter when it has the focus, shows what it rests on.
function tell(mark) {
    facts.replaceChildren();
    const title = mark.querySelector(':scope > title');
    add('h2', title ? title.textContent : '');
    add('blockquote', mark.dataset.quote);
    add('p', mark.dataset.note);
    add('p', mark.dataset.source);
    facts.hidden = false;
}

for (const mark of document.querySelectorAll('svg [data-quote], svg [data-source], svg [data-note]')) {
    const title = mark.querySelector(':scope > title');
    mark.setAttribute('tabindex', '0');
    mark.setAttribute('role', 'button');
    mark.setAttribute('aria-label', title ? title.textContent : mark.id);
    mark.addEventListener('click', (event) => {
        event.stopPropagation();
        tell(mark);
    });
    mark.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            tell(mark);
        }
    });
}
document.addEventListener('click', () => { facts.hidden = true; });
// Wherever the focus is, arrows go through time and the space bar plays; what has the focus comes first.
const moves = {
    ArrowLeft: (now) => now - 1,
    ArrowRight: (now) => now + 1,
    Home: () => 0,
    End: () => frames.length - 1,
};
document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) {
        return;
    }
    if (event.key === 'Escape') {
        facts.hidden = true;
    } else if (event.key === ' ' && event.target !== play) {
        event.preventDefault();
        toggle();
    } else if (Object.hasOwn(moves, event.key) && event.target !== slider) {
        event.preventDefault();
        stop();
        const next = moves[event.key](Number(slider.value));
        show(Math.max(0, Math.min(frames.length - 1, next)));
    }
});

slider.max = frames.length - 1;
show(Number(slider.value));
