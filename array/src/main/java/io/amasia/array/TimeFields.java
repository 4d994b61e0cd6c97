package io.amasia.array;

/// The parts of a time in some [Calendar].
///
/// @param year the year as the calendar counts it; standard and julian have no year 0
/// @param month 1–12
/// @param day 1–31
/// @param hour 0–23
/// @param minute 0–59
/// @param second 0–59
/// @param micro 0–999999 microseconds
public record TimeFields(
    long year, int month, int day, int hour, int minute, int second, int micro) {}
