//! `cargo xtask ci`: what `.ci/run` calls. `test`, and the gates that are slower or look at the finished product.

use std::process::ExitCode;

use anyhow::Result;

use crate::gates::{deps, sizes, start};
use crate::project::Project;
use crate::steps::{Count, Steps};
use crate::test;

/// Runs all steps, or those whose name holds one of `only`.
pub fn ci(project: &Project, only: &[String]) -> Result<ExitCode> {
    let mut steps = Steps::new(project);
    test::add(&mut steps, project);
    steps.add("dependencies: bans, licences, sources", |_| deps::check(project).map(|()| Count::ONE));
    steps.add("size of the first load", |_| sizes::check(project).map(|()| Count::ONE));
    steps.add("fresh start: time and memory", |_| start::check(project).map(|()| Count::ONE));
    steps.run(only)
}
