//! What the tests look for in a finished picture: nothing outside it, no word over another.

use crate::{FONT_SIZE, WIDTH, text};
use scraper::{ElementRef, Html, Selector};

/// A word with its left, upper, right and lower end.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub ends: [f64; 4],
}

/// Fails with what is wrong.
pub fn sound(svg: &str) -> Result<(), String> {
    let html = Html::parse_fragment(svg);
    if !all_numbers(&html) {
        return Err(format!("not a number in {svg}"));
    }
    let height = height(&html);
    for word in words(&html) {
        let [left, top, right, bottom] = word.ends;
        if left < -0.2 || top < -0.2 || right > WIDTH + 0.2 || bottom > height + 0.2 {
            return Err(format!("{word:?} is outside 0 0 {WIDTH} {height}"));
        }
    }
    shapes_within(&html, height)?;
    apart(&words(&html))
}

/// Words may hold anything; what is drawn may not.
fn all_numbers(html: &Html) -> bool {
    let all = Selector::parse("svg, svg *").unwrap();
    let mut attributes = html.select(&all).flat_map(|one| one.value().attrs());
    attributes.all(|(_, value)| !value.contains("NaN") && !value.contains("inf"))
}

fn apart(words: &[Word]) -> Result<(), String> {
    for (index, one) in words.iter().enumerate() {
        for other in &words[index + 1..] {
            let (a, b) = (one.ends, other.ends);
            let meet = |low: usize, high: usize| a[low] + 0.3 < b[high] && b[low] + 0.3 < a[high];
            if !one.text.is_empty() && !other.text.is_empty() && meet(0, 2) && meet(1, 3) {
                return Err(format!("{one:?} lies over {other:?}"));
            }
        }
    }
    Ok(())
}

pub fn words(html: &Html) -> Vec<Word> {
    html.select(&Selector::parse("text").unwrap())
        .map(|element| {
            let word: String = element.text().collect();
            let (x, base) = (attribute(element, "x"), attribute(element, "y"));
            let width = text::width(&word);
            let left = match element.value().attr("text-anchor") {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            let (top, bottom) = (base - FONT_SIZE * 0.75, base + FONT_SIZE * 0.22);
            Word {
                text: word,
                ends: [left, top, left + width, bottom],
            }
        })
        .collect()
}

fn shapes_within(html: &Html, height: f64) -> Result<(), String> {
    let across = |x: f64| (-0.2..=WIDTH + 0.2).contains(&x);
    let down = |y: f64| (-0.2..=height + 0.2).contains(&y);
    let all = Selector::parse("svg > :not(defs), svg > g > *").unwrap();
    for element in html.select(&all) {
        let number = |name| element.value().attr(name).map(|_| attribute(element, name));
        let sum = |a, b| number(a).zip(number(b)).map(|(a, b)| a + b);
        let xs = [number("x"), number("x1"), number("x2"), sum("x", "width")];
        let ys = [number("y"), number("y1"), number("y2"), sum("y", "height")];
        let radius = number("r").unwrap_or(0.0);
        let around = |name| number(name).map(|at| [at - radius, at + radius]);
        let points: Vec<(f64, f64)> = points(element);
        let well = xs
            .into_iter()
            .flatten()
            .chain(around("cx").into_iter().flatten())
            .all(across)
            && ys
                .into_iter()
                .flatten()
                .chain(around("cy").into_iter().flatten())
                .all(down)
            && points.iter().all(|(x, y)| across(*x) && down(*y));
        if !well {
            return Err(format!(
                "{} is outside 0 0 {WIDTH} {height}",
                element.html()
            ));
        }
    }
    Ok(())
}

fn points(element: ElementRef) -> Vec<(f64, f64)> {
    let points = element.value().attr("points").unwrap_or("");
    points
        .split(' ')
        .filter_map(|pair| pair.split_once(','))
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect()
}

fn height(html: &Html) -> f64 {
    let svg = html
        .select(&Selector::parse("svg").unwrap())
        .next()
        .unwrap();
    let view = svg.value().attr("viewBox").unwrap();
    view.split(' ').next_back().unwrap().parse().unwrap()
}

fn attribute(element: ElementRef, name: &str) -> f64 {
    element.value().attr(name).unwrap().parse().unwrap()
}
