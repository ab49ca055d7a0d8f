// SPDX-License-Identifier: MIT
#include "base/shlex.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;
using Shlex::SplitError;

namespace {

// The right-hand sides were printed by CPython 3.11's shlex module. The lines of splitTable begin
// with those of its own test (Lib/test/test_shlex.py), without the ones about comments.
struct QuoteLine
{
    QByteArray word;
    QByteArray quoted;
};

const QuoteLine quoteTable[] = {
    {"", "''"},
    {"a", "a"},
    {"abc", "abc"},
    {"a b", "'a b'"},
    {"ab@%_-+=:,./", "ab@%_-+=:,./"},
    {"!x", "'!x'"},
    {"$HOME", "'$HOME'"},
    {"`id`", "'`id`'"},
    {"a\"b", "'a\"b'"},
    {"it's", "'it'\"'\"'s'"},
    {"''", "''\"'\"''\"'\"''"},
    {"'", "''\"'\"''"},
    {"a'b'c", "'a'\"'\"'b'\"'\"'c'"},
    {"\\", "'\\'"},
    {"a\\b", "'a\\b'"},
    {"tab\there", "'tab\there'"},
    {"line\nbreak", "'line\nbreak'"},
    {"*", "'*'"},
    {"?", "'?'"},
    {"[x]", "'[x]'"},
    {"~", "'~'"},
    {"#", "'#'"},
    {"a;b", "'a;b'"},
    {"a&b", "'a&b'"},
    {"a|b", "'a|b'"},
    {"<", "'<'"},
    {"(", "'('"},
    {")", "')'"},
    {"{a}", "'{a}'"},
    {"^", "'^'"},
    {"\xc3\xa9", "'\xc3\xa9'"},
    {"\xe6\x9d\xb1\xe4\xba\xac", "'\xe6\x9d\xb1\xe4\xba\xac'"},
    {"caf\xc3\xa9 x", "'caf\xc3\xa9 x'"},
    {"-", "-"},
    {"--x=y", "--x=y"},
    {"A1_", "A1_"},
    {"a\rb", "'a\rb'"},
    {"\x7f", "'\x7f'"},
    {"\x01", "'\x01'"},
    {"\xff\xfe", "'\xff\xfe'"},
};

struct SplitLine
{
    QByteArray line;
    std::optional<QByteArrayList> words; ///< nothing: the error
    std::optional<SplitError> error;
};

const SplitLine splitTable[] = {
    {"", QByteArrayList{}, {}},
    {"   ", QByteArrayList{}, {}},
    {"\t\r\n", QByteArrayList{}, {}},
    {"x", QByteArrayList{"x"}, {}},
    {"foo bar", QByteArrayList{"foo", "bar"}, {}},
    {" foo bar", QByteArrayList{"foo", "bar"}, {}},
    {"foo   bar    bla     fasel", QByteArrayList{"foo", "bar", "bla", "fasel"}, {}},
    {"foo bar ", QByteArrayList{"foo", "bar"}, {}},
    {"x y  z              xxxx", QByteArrayList{"x", "y", "z", "xxxx"}, {}},
    {"\\x bar", QByteArrayList{"x", "bar"}, {}},
    {"\\ x bar", QByteArrayList{" x", "bar"}, {}},
    {"\\ bar", QByteArrayList{" bar"}, {}},
    {"foo \\x bar", QByteArrayList{"foo", "x", "bar"}, {}},
    {"foo \\ x bar", QByteArrayList{"foo", " x", "bar"}, {}},
    {"foo \\ bar", QByteArrayList{"foo", " bar"}, {}},
    {"foo \"bar\" bla", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"\"foo\" \"bar\" \"bla\"", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"\"foo\" bar \"bla\"", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"\"foo\" bar bla", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"foo 'bar' bla", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"'foo' 'bar' 'bla'", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"'foo' bar bla", QByteArrayList{"foo", "bar", "bla"}, {}},
    {"blurb foo\"bar\"bar\"fasel\" baz", QByteArrayList{"blurb", "foobarbarfasel", "baz"}, {}},
    {"blurb foo'bar'bar'fasel' baz", QByteArrayList{"blurb", "foobarbarfasel", "baz"}, {}},
    {"\"\"", QByteArrayList{""}, {}},
    {"''", QByteArrayList{""}, {}},
    {"foo \"\" bar", QByteArrayList{"foo", "", "bar"}, {}},
    {"foo '' bar", QByteArrayList{"foo", "", "bar"}, {}},
    {"foo \"\" \"\" \"\" bar", QByteArrayList{"foo", "", "", "", "bar"}, {}},
    {"foo '' '' '' bar", QByteArrayList{"foo", "", "", "", "bar"}, {}},
    {"\\\"", QByteArrayList{"\""}, {}},
    {"\"\\\"\"", QByteArrayList{"\""}, {}},
    {"\"foo\\ bar\"", QByteArrayList{"foo\\ bar"}, {}},
    {"\"foo\\\\ bar\"", QByteArrayList{"foo\\ bar"}, {}},
    {"\"foo\\\\ bar\\\"\"", QByteArrayList{"foo\\ bar\""}, {}},
    {"\"foo\\\\\" bar\\\"", QByteArrayList{"foo\\", "bar\""}, {}},
    {"\"foo\\\\ bar\\\" dfadf\"", QByteArrayList{"foo\\ bar\" dfadf"}, {}},
    {"\"foo\\\\\\ bar\\\" dfadf\"", QByteArrayList{"foo\\\\ bar\" dfadf"}, {}},
    {"\"foo\\\\\\x bar\\\" dfadf\"", QByteArrayList{"foo\\\\x bar\" dfadf"}, {}},
    {"\"foo\\x bar\\\" dfadf\"", QByteArrayList{"foo\\x bar\" dfadf"}, {}},
    {"\\'", QByteArrayList{"'"}, {}},
    {"'foo\\ bar'", QByteArrayList{"foo\\ bar"}, {}},
    {"'foo\\\\ bar'", QByteArrayList{"foo\\\\ bar"}, {}},
    {"'foo\\\\\\x bar\\\" df'a\\ 'df'", QByteArrayList{"foo\\\\\\x bar\\\" dfa df"}, {}},
    {"\\\"foo", QByteArrayList{"\"foo"}, {}},
    {"\\\"foo\\x", QByteArrayList{"\"foox"}, {}},
    {"\"foo\\x\"", QByteArrayList{"foo\\x"}, {}},
    {"\"foo\\ \"", QByteArrayList{"foo\\ "}, {}},
    {"foo\\ xx", QByteArrayList{"foo xx"}, {}},
    {"foo\\ x\\x", QByteArrayList{"foo xx"}, {}},
    {"foo\\ x\\x\\\"", QByteArrayList{"foo xx\""}, {}},
    {"\"foo\\ x\\x\"", QByteArrayList{"foo\\ x\\x"}, {}},
    {"\"foo\\ x\\x\\\\\"", QByteArrayList{"foo\\ x\\x\\"}, {}},
    {"\"foo\\ x\\x\\\\\"\"foobar\"", QByteArrayList{"foo\\ x\\x\\foobar"}, {}},
    {"\"foo\\ x\\x\\\\\"\\'\"foobar\"", QByteArrayList{"foo\\ x\\x\\'foobar"}, {}},
    {"\"foo\\ x\\x\\\\\"\\'\"fo'obar\"", QByteArrayList{"foo\\ x\\x\\'fo'obar"}, {}},
    {"\"foo\\ x\\x\\\\\"\\'\"fo'obar\" 'don'\\''t' ",
     QByteArrayList{"foo\\ x\\x\\'fo'obar", "don't"},
     {}},
    {"\"foo\\ x\\x\\\\\"\\'\"fo'obar\" 'don'\\''t' \\\\",
     QByteArrayList{"foo\\ x\\x\\'fo'obar", "don't", "\\"},
     {}},
    {"'foo\\ bar'", QByteArrayList{"foo\\ bar"}, {}},
    {"'foo\\\\ bar'", QByteArrayList{"foo\\\\ bar"}, {}},
    {"foo\\ bar", QByteArrayList{"foo bar"}, {}},
    {"foo#bar\nbaz", QByteArrayList{"foo#bar", "baz"}, {}},
    {":-) ;-)", QByteArrayList{":-)", ";-)"}, {}},
    {"\xc3\xa1\xc3\xa9\xc3\xad\xc3\xb3\xc3\xba",
     QByteArrayList{"\xc3\xa1\xc3\xa9\xc3\xad\xc3\xb3\xc3\xba"},
     {}},
    {"a'b'c\"d\"e", QByteArrayList{"abcde"}, {}},
    {"\"a\nb\"", QByteArrayList{"a\nb"}, {}},
    {"a\\\nb", QByteArrayList{"a\nb"}, {}},
    {"\"a\\\nb\"", QByteArrayList{"a\\\nb"}, {}},
    {"$HOME `x` a;b|c&d", QByteArrayList{"$HOME", "`x`", "a;b|c&d"}, {}},
    {"#comment here", QByteArrayList{"#comment", "here"}, {}},
    {"a #b", QByteArrayList{"a", "#b"}, {}},
    {"\"$x\"", QByteArrayList{"$x"}, {}},
    {"\xe6\x9d\xb1\xe4\xba\xac \"a b\"", QByteArrayList{"\xe6\x9d\xb1\xe4\xba\xac", "a b"}, {}},
    {"a\x0b"
     "b\x0c"
     "c",
     QByteArrayList{"a\x0b"
                    "b\x0c"
                    "c"},
     {}},
    {"\xc3\xa9\\\xc3\xa9", QByteArrayList{"\xc3\xa9\xc3\xa9"}, {}},
    {"-o \"x=\\\"y\\\"\"", QByteArrayList{"-o", "x=\"y\""}, {}},
    {"tar -cf 'a b.tar' --exclude=*.o .",
     QByteArrayList{"tar", "-cf", "a b.tar", "--exclude=*.o", "."},
     {}},
    {"a 'open", {}, SplitError::NoClosingQuotation},
    {"a \"open", {}, SplitError::NoClosingQuotation},
    {"it's", {}, SplitError::NoClosingQuotation},
    {"end\\", {}, SplitError::NoEscapedCharacter},
    {"\"end\\", {}, SplitError::NoEscapedCharacter},
    {"'end\\'", QByteArrayList{"end\\"}, {}},
    {"\"", {}, SplitError::NoClosingQuotation},
    {"'", {}, SplitError::NoClosingQuotation},
    {"\\", {}, SplitError::NoEscapedCharacter},
    {"\"\\\"", {}, SplitError::NoClosingQuotation},
    {"'\\", {}, SplitError::NoClosingQuotation},
    {"\xff '\xfe \xff'", QByteArrayList{"\xff", "\xfe \xff"}, {}},
};

struct JoinLine
{
    QByteArrayList words;
    QByteArray line;
};

const JoinLine joinTable[] = {
    {{}, ""},
    {{""}, "''"},
    {{"a", "b"}, "a b"},
    {{"a b", "c"}, "'a b' c"},
    {{"it's", "\"x\""}, "'it'\"'\"'s' '\"x\"'"},
    {{"", "", ""}, "'' '' ''"},
    {{"echo", "-n", "Multiple words"}, "echo -n 'Multiple words'"},
    {{"hello, world", "*.c", "$x"}, "'hello, world' '*.c' '$x'"},
};

} // namespace

class TestShlex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesAsPythonDoes()
    {
        for (const QuoteLine &row : quoteTable)
            QCOMPARE(Shlex::quote(row.word), row.quoted);
    }

    void aQuotedWordIsReadBackAsItWas()
    {
        for (const QuoteLine &row : quoteTable)
            QCOMPARE(Shlex::split(Shlex::quote(row.word)).value(), QByteArrayList{row.word});
    }

    void splitsAsPythonDoes()
    {
        for (const SplitLine &row : splitTable) {
            const auto words = Shlex::split(row.line);
            QCOMPARE(words.has_value(), row.words.has_value());
            if (words)
                QCOMPARE(*words, *row.words);
            else
                QCOMPARE(words.error(), *row.error);
        }
    }

    void joinsAsPythonDoes()
    {
        for (const JoinLine &row : joinTable)
            QCOMPARE(Shlex::join(row.words), row.line);
    }

    void sparesAReaderTheQuotingOfQuotes()
    {
        QCOMPARE(Shlex::readableQuote("plain"), "plain");
        QCOMPARE(Shlex::readableQuote(""), "''");
        QCOMPARE(Shlex::readableQuote("a b"), "'a b'");
        QCOMPARE(Shlex::readableQuote("it's"), "\"it's\"");
        for (const char *special : {"'$x'", "'`x`'", "'\"'", "'\\'", "'!'"})
            QCOMPARE(Shlex::readableQuote(special), Shlex::quote(special));
        QCOMPARE(Shlex::readableJoin({"print('hi', n)", "a b"}), "\"print('hi', n)\" 'a b'");
    }

    void splitUndoesJoinForAnyBytes()
    {
        QRandomGenerator random(1);
        const QByteArray bytes(" \t\n\r'\"\\ab$#!`\xff\xc3\xa9");
        for (int round = 0; round < 2000; ++round) {
            QByteArrayList words;
            for (int i = random.bounded(5); i > 0; --i) {
                QByteArray word;
                for (int j = random.bounded(9); j > 0; --j)
                    word += bytes[random.bounded(bytes.size())];
                words.append(word);
            }
            QCOMPARE(Shlex::split(Shlex::join(words)).value(), words);
            QCOMPARE(Shlex::split(Shlex::readableJoin(words)).value(), words);
        }
    }
};

QTEST_GUILESS_MAIN(TestShlex)
#include "tst_shlex.moc"
