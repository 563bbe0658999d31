//! Whole files, good and bad.

use std::fs::File;
use std::io::Write as _;

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use zaguan_types::FieldCode;
use zaguan_types::imports::{DateOrder, DecimalMark, FaultCode, FileEncoding, Separator};
use zip::write::SimpleFileOptions;

use super::*;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn read_as(bytes: &[u8], wanted: &Wanted) -> Result<Reading, FileError> {
    read(file(bytes), wanted)
}

fn refused(bytes: &[u8]) -> (FieldCode, String) {
    let FileError(code, why) = read_as(bytes, &Wanted::default()).err().expect("a refusal");
    (code, why)
}

/// Number and cells of every row.
fn rows(reading: &mut Reading) -> Vec<(u32, Vec<String>)> {
    let mut out = Vec::new();
    for part in &reading.parts {
        let mut text = vec![0; part.bytes];
        reading.shelf.seek(SeekFrom::Start(part.from)).unwrap();
        reading.shelf.read_exact(&mut text).unwrap();
        out.extend(rows_of(&text));
    }
    out
}

fn headers(reading: &Reading) -> Vec<&str> {
    reading.source.columns.iter().map(|column| column.header.as_str()).collect()
}

#[test]
fn a_text_with_all_that_is_odd_about_it() {
    let text = "\r\nNombre;Correo;Alta;;\r\n\"Gil; Ana\";a@b.es;31/12/2026\r\n;;;\r\n'+34 600;\"dos\nlíneas\";1/2/2026;x\r\nEva\r\n";
    let mut reading = read_as(text.as_bytes(), &Wanted::default()).unwrap();
    let source = &reading.source;
    assert_eq!((source.encoding, source.separator), (Some(FileEncoding::Utf8), Some(Separator::Semicolon)));
    assert_eq!((headers(&reading), source.rows, source.header), (vec!["Nombre", "Correo", "Alta"], 3, true));
    assert_eq!((source.columns[2].date_order, source.columns[2].date_order_open), (Some(DateOrder::DayFirst), false));
    assert_eq!(source.columns[0].samples, ["Gil; Ana", "+34 600", "Eva"]);
    let words = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let wanted = [
        (3, words(&["Gil; Ana", "a@b.es", "31/12/2026"])),
        (5, words(&["+34 600", "dos\nlíneas", "1/2/2026", "x"])),
        (6, words(&["Eva"])),
    ];
    assert_eq!(rows(&mut reading), wanted);
}

#[test]
fn a_file_without_a_header_has_letters_above_its_columns() {
    let reading = read_as(b"Ana,a@b.es\nEva,c@d.es,x\n", &Wanted::default()).unwrap();
    assert_eq!((headers(&reading), reading.source.rows, reading.source.header), (vec!["A", "B", "C"], 2, false));
    let said = Wanted { header: Some(true), ..Wanted::default() };
    assert_eq!(headers(&read_as(b"Ana,a@b.es\nEva,c@d.es,x\n", &said).unwrap()), ["Ana", "a@b.es"]);
}

#[test]
fn what_is_no_table_is_refused_in_clear_words() {
    for (bytes, code, words) in [
        (&b""[..], FieldCode::EmptyFile, "empty"),
        (b"  \n\n", FieldCode::EmptyFile, "no rows"),
        (b"Nombre,Correo\n\n", FieldCode::EmptyFile, "a header and no rows"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1xls", FieldCode::OtherSpreadsheet, "save it as .xlsx"),
        (b"%PDF-1.7", FieldCode::UnknownFile, "a PDF"),
        (b"a,b\n1,\x00\n", FieldCode::UnknownFile, "NUL"),
        (b"<html><table>", FieldCode::OtherSpreadsheet, "web page"),
        (b"a,b\n1,\"x\n", FieldCode::BrokenFile, "row 2, column 2"),
        (b"PK\x03\x04 broken off", FieldCode::BrokenFile, "did not arrive whole"),
    ] {
        let (found, why) = refused(bytes);
        assert_eq!(found, code, "{why}");
        assert!(why.contains(words), "{why}");
    }
}

#[test]
fn limits_hold_for_texts() {
    let wide = format!("{}\n{}\n", "h,".repeat(501), "x,".repeat(501));
    assert_eq!(refused(wide.as_bytes()).0, FieldCode::FileTooLarge);
    let long = format!("h\n{}\n", "ñ".repeat(LONGEST + 1));
    assert_eq!(refused(long.as_bytes()).0, FieldCode::FileTooLarge);
    let fine = format!("h\n{}\n", "ñ".repeat(LONGEST));
    assert_eq!(read_as(fine.as_bytes(), &Wanted::default()).unwrap().source.rows, 1);
    let many = format!("h\n{}", "x\n".repeat(200_001));
    assert_eq!(refused(many.as_bytes()).0, FieldCode::FileTooLarge);
}

const LONGEST: usize = zaguan_types::imports::LONGEST_CELL;

#[test]
fn parts_hold_a_batch_each_and_no_row_is_lost() {
    let text = format!("a,b\n{}", (0..1_001).map(|n| format!("{n},{}\n", "x".repeat(n % 7))).collect::<String>());
    let mut reading = read_as(text.as_bytes(), &Wanted::default()).unwrap();
    assert_eq!(reading.parts.iter().map(|part| part.rows).collect::<Vec<_>>(), [250, 250, 250, 250, 1]);
    let all = rows(&mut reading);
    assert!(
        all.iter().enumerate().all(|(at, (number, cells))| *number as usize == at + 2 && cells[0] == at.to_string())
    );
}

/// A workbook as a program writes it.
fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_every_kind_of_cell() {
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("Portada").unwrap();
        let sheet = book.add_worksheet().set_name("Clientes").unwrap();
        for (column, header) in ["Nombre", "Tel", "Alta", "VIP", "Suma", "Nota"].into_iter().enumerate() {
            sheet.write_string(1, column as u16, header).unwrap();
        }
        sheet.write_string(2, 0, "عميل 😀 <&> _x0041_").unwrap();
        sheet.write_number(2, 1, 600_123_456.0).unwrap();
        sheet.write_number_with_format(2, 2, 46_085.0, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write_boolean(2, 3, true).unwrap();
        sheet.write_formula(2, 4, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.merge_range(3, 0, 3, 2, "junto", &Format::new()).unwrap();
        sheet.write_formula(3, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_number(5, 1, 12.5).unwrap();
    });
    let mut reading = read_as(&bytes, &Wanted::default()).unwrap();
    assert_eq!((reading.source.sheet.as_deref(), reading.source.sheets.len()), (Some("Clientes"), 2));
    assert_eq!(headers(&reading), ["Nombre", "Tel", "Alta", "VIP", "Suma", "Nota"]);
    let all = rows(&mut reading);
    assert_eq!(
        all[0],
        (3, ["عميل 😀 <&> _x0041_", "600123456", "2026-03-04", "true", "2"].map(str::to_owned).to_vec())
    );
    assert_eq!((all[1].0, all[1].1[0].as_str()), (4, "junto"));
    assert_eq!(all[2], (6, vec![String::new(), "12.5".into()]));
    let said = Wanted { sheet: Some("Portada".into()), ..Wanted::default() };
    assert_eq!(read_as(&bytes, &said).err().unwrap().0, FieldCode::EmptyFile);
    let said = Wanted { sheet: Some("Otra".into()), ..Wanted::default() };
    assert_eq!(read_as(&bytes, &said).err().unwrap().0, FieldCode::UnknownChoice);
}

#[test]
fn numbers_of_a_workbook_are_unmistakable_and_say_nothing_about_its_texts() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        for (column, header) in ["Nombre", "Cuota", "Parte"].into_iter().enumerate() {
            sheet.write_string(0, column as u16, header).unwrap();
        }
        for (row, name) in [(1, "Gil"), (2, "Sol"), (3, "Luna")] {
            sheet.write_string(row, 0, name).unwrap();
        }
        sheet.write_number(1, 1, 1.234).unwrap();
        sheet.write_number(2, 1, 12.5).unwrap();
        sheet.write_string(3, 1, "1.500").unwrap();
        sheet.write_number_with_format(1, 2, 1.125 / 100.0, &Format::new().set_num_format("0.000%")).unwrap();
        sheet.write_number(2, 2, -1.5).unwrap();
    });
    let spanish = Wanted { language: Language::Es, ..Wanted::default() };
    let mut reading = read_as(&bytes, &spanish).unwrap();
    let found: Vec<Vec<String>> = rows(&mut reading).into_iter().map(|(_, cells)| cells).collect();
    assert_eq!(found[0], ["Gil", "1.2340", "1.1250%"]);
    assert_eq!(found[1], ["Sol", "12.5", "-1.5"]);
    assert_eq!(found[2], ["Luna", "1.500"]);
    let marks = reading.source.columns.iter().map(|column| (column.decimal_mark, column.decimal_mark_open));
    let wanted = [(None, false), (Some(DecimalMark::Comma), true), (None, false)];
    assert_eq!(marks.collect::<Vec<_>>(), wanted, "the only text with a mark leaves it open");
}

/// A workbook written by hand, for what no program writes.
fn raw(sheet: &str, texts: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    add("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
    add(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>",
    );
    add("xl/sharedStrings.xml", texts);
    add("xl/worksheets/sheet1.xml", sheet);
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Nombre</v></c></row>{rows}</sheetData></worksheet>"
    )
}

#[test]
fn a_formula_without_a_value_and_an_error_are_noted() {
    let rows = "<row r=\"2\"><c r=\"A2\"><f>1+1</f></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c><c r=\"C2\" t=\"inlineStr\"><is><r><t>a </t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c></row>";
    let reading = read_as(&raw(&sheet(rows), "<sst/>"), &Wanted::default()).unwrap();
    let notes: Vec<_> = reading.parts[0].notes.iter().map(|note| (note.row, note.column, note.code)).collect();
    assert_eq!(notes, [(2, 0, FaultCode::FormulaWithoutValue), (2, 1, FaultCode::ErrorValue)]);
    assert_eq!(reading.source.columns[2].samples, ["a b"]);
}

#[test]
fn workbooks_that_lie_about_themselves_are_refused() {
    // The last cell that a sheet can have.
    let far = raw(&sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"), "<sst/>");
    assert_eq!(refused(&far).0, FieldCode::FileTooLarge);
    // Texts that it does not have: no room is kept for them.
    let count =
        raw(&sheet("<row><c t=\"s\"><v>0</v></c></row>"), "<sst uniqueCount=\"99999999999\"><si><t>x</t></si></sst>");
    assert_eq!(read_as(&count, &Wanted::default()).unwrap().source.rows, 1);
    let missing = raw(&sheet("<row><c t=\"s\"><v>7</v></c></row>"), "<sst/>");
    assert_eq!(refused(&missing).0, FieldCode::BrokenFile);
    // One tag, one text, and elements inside one another without end.
    let tag = raw(&format!("<worksheet x=\"{}\"><sheetData/></worksheet>", "y".repeat(1 << 20)), "<sst/>");
    assert_eq!(refused(&tag).0, FieldCode::FileTooLarge);
    let text = raw(&sheet(""), &format!("<sst><si><t>{}</t></si></sst>", "y".repeat(1 << 20)));
    assert_eq!(refused(&text).0, FieldCode::FileTooLarge);
    let deep = raw(&"<a>".repeat(100_000), "<sst/>");
    assert_eq!(refused(&deep).0, FieldCode::BrokenFile);
    let cut = raw("<worksheet><sheetData><row>", "<sst/>");
    assert_eq!(refused(&cut).0, FieldCode::BrokenFile);
    let none = raw(&sheet(""), "<sst/>");
    assert_eq!(refused(&none).0, FieldCode::EmptyFile);
    let rows: String = (0..200_001).map(|_| "<row><c><v>1</v></c></row>").collect();
    assert_eq!(refused(&raw(&sheet(&rows), "<sst/>")).0, FieldCode::FileTooLarge);
}

#[test]
fn a_bomb_of_gigabytes_is_refused_before_it_is_unpacked() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).unwrap();
    zip.write_all(b"<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>").unwrap();
    zip.start_file("xl/_rels/workbook.xml.rels", options).unwrap();
    zip.write_all(b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>")
        .unwrap();
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    zip.write_all(b"<worksheet><sheetData>").unwrap();
    let blank = format!("<!--{}-->", " ".repeat(200_000));
    for _ in 0..5_000 {
        zip.write_all(blank.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 8 << 20, "{}", bytes.len());
    assert_eq!(refused(&bytes).0, FieldCode::FileTooLarge);
}

#[test]
fn a_hundred_thousand_shared_texts_are_read() {
    let texts: String = (0..100_000).map(|n| format!("<si><t>Nombre {n}</t></si>")).collect();
    let rows: String = (0..100_000).map(|n| format!("<row><c t=\"s\"><v>{n}</v></c></row>")).collect();
    let reading = read_as(&raw(&sheet(&rows), &format!("<sst>{texts}</sst>")), &Wanted::default()).unwrap();
    assert_eq!(reading.source.rows, 100_000);
}

#[test]
fn rows_whose_numbers_go_back_are_all_read_and_go_on_upwards() {
    let row = |said: u32, name: u32| format!("<row r=\"{said}\"><c t=\"str\"><v>N{name}</v></c></row>");
    for said in [|n: u32| 10_000 - n, |_| 2, |n: u32| u32::MAX - n] {
        let rows_: String = (0..600).map(|n| row(said(n), n)).collect();
        let mut reading = read_as(&raw(&sheet(&rows_), "<sst/>"), &Wanted::default()).unwrap();
        let found = rows(&mut reading);
        assert_eq!(found.len(), 600);
        assert!(found.windows(2).all(|two| two[0].0 < two[1].0), "every part is found by its first number");
    }
}

#[test]
fn the_first_sheet_that_one_sees_is_read() {
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("Oculta").unwrap().set_hidden(true).write_string(0, 0, "x").unwrap();
        let seen = book.add_worksheet().set_name("Clientes").unwrap();
        seen.set_active(true).write_string(0, 0, "Nombre").unwrap();
        seen.write_string(1, 0, "Ana").unwrap();
    });
    let reading = read_as(&bytes, &Wanted::default()).unwrap();
    assert_eq!((reading.source.sheet.as_deref(), reading.source.sheets.len()), (Some("Clientes"), 2));
}

#[test]
fn a_letter_that_no_database_takes_is_replaced() {
    let rows_ = "<row r=\"2\"><c t=\"str\"><v>a_x0000_b</v></c></row>";
    let mut reading = read_as(&raw(&sheet(rows_), "<sst/>"), &Wanted::default()).unwrap();
    assert_eq!(rows(&mut reading)[0].1, ["a\u{fffd}b"]);
}

#[test]
fn a_sheet_of_errors_is_refused_and_one_with_many_is_cut_small() {
    let row = |n: u32, cells: usize| format!("<row r=\"{n}\">{}</row>", "<c t=\"e\"><v>#N/A</v></c>".repeat(cells));
    let many: String = (2..202).map(|n| row(n, 100)).collect();
    let reading = read_as(&raw(&sheet(&many), "<sst/>"), &Wanted::default()).unwrap();
    assert!(reading.parts.iter().all(|part| part.notes.len() < 3_000));
    assert_eq!(reading.parts.iter().map(|part| part.notes.len()).sum::<usize>(), 20_000);
    let (code, why) = refused(&raw(&sheet(&(2..302).map(|n| row(n, 400)).collect::<String>()), "<sst/>"));
    assert_eq!(code, FieldCode::FileTooLarge);
    assert!(why.contains("100,000 cells"), "{why}");
}

#[test]
fn archives_that_are_no_workbook() {
    let archive = |name: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert_eq!(refused(&archive("content.xml")).0, FieldCode::OtherSpreadsheet);
    assert_eq!(refused(&archive("xl/workbook.bin")).0, FieldCode::OtherSpreadsheet);
    assert_eq!(refused(&archive("photo.jpg")).0, FieldCode::UnknownFile);
}

proptest! {
    #[test]
    fn what_goes_out_as_a_text_comes_in_as_it_was(
        lines in proptest::collection::vec(proptest::collection::vec("[ -~\t\r\nñ😀＝\u{feff}]{0,12}", 3), 1..8),
        separator in proptest::sample::select(vec![',', ';', '\t', '|']),
        mark in proptest::bool::ANY,
    ) {
        let mut text = if mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        let mut write = |cells: &[String]| {
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    text.push(separator as u8);
                }
                crate::sheets::quote(&crate::sheets::shielded(cell), separator, &mut text);
            }
            text.extend_from_slice(b"\r\n");
        };
        write(&["uno", "dos", "tres"].map(str::to_owned));
        lines.iter().for_each(|line| write(line));
        let wanted: Vec<Vec<String>> = lines
            .into_iter()
            .map(|mut line| {
                while line.last().is_some_and(|cell| cell.trim().is_empty()) {
                    line.pop();
                }
                line
            })
            .filter(|line| !line.is_empty())
            .collect();
        match read_as(&text, &Wanted::default()) {
            Ok(mut reading) => {
                let found: Vec<Vec<String>> = rows(&mut reading).into_iter().map(|(_, cells)| cells).collect();
                prop_assert_eq!(found, wanted);
            }
            Err(FileError(code, why)) => {
                prop_assert!(wanted.is_empty(), "{}", why);
                prop_assert_eq!(code, FieldCode::EmptyFile);
            }
        }
    }

    #[test]
    fn no_bytes_end_the_reader(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), zip in proptest::bool::ANY) {
        let mut file = if zip { b"PK\x03\x04".to_vec() } else { Vec::new() };
        file.extend(bytes);
        let _ = read_as(&file, &Wanted::default());
    }
}
