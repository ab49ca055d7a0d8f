// SPDX-License-Identifier: MIT
#include "windowsarguments.h"

#include "base/windowsquoting.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;

namespace {

/// What every reader of the line makes of it; empty if they do not agree.
QStringList parse(const QString &line)
{
    using WindowsArguments::DoubledQuotes;
    const QStringList arguments = WindowsArguments::parse(line, DoubledQuotes::CloseAndOpen);
    for (const auto rule : {DoubledQuotes::QuoteInside, DoubledQuotes::QuoteAndClose}) {
        if (WindowsArguments::parse(line, rule) != arguments)
            return {};
    }
    return arguments;
}

} // namespace

class TestWindowsQuoting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesAsPythonDoes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("line");

        // Lib/test/test_subprocess.py, test_list2cmdline
        QTest::newRow("blanks, empty, word")
            << QStringList{QStringLiteral("a b c"), QStringLiteral("d"), QStringLiteral("e")}
            << QStringLiteral(R"("a b c" d e)");
        QTest::newRow("quote and backslash")
            << QStringList{QStringLiteral("ab\"c"), QStringLiteral("\\"), QStringLiteral("d")}
            << QStringLiteral(R"(ab\"c \ d)");
        QTest::newRow("backslash at the end of a quoted argument")
            << QStringList{QStringLiteral("ab\"c"), QStringLiteral(" \\"), QStringLiteral("d")}
            << QStringLiteral(R"(ab\"c " \\" d)");
        QTest::newRow("backslashes before a letter")
            << QStringList{QStringLiteral(R"(a\\\b)"), QStringLiteral("de fg"), QStringLiteral("h")}
            << QStringLiteral(R"(a\\\b "de fg" h)");
        QTest::newRow("backslash before a quote")
            << QStringList{QStringLiteral(R"(a\"b)"), QStringLiteral("c"), QStringLiteral("d")}
            << QStringLiteral(R"(a\\\"b c d)");
        QTest::newRow("backslashes and a blank")
            << QStringList{QStringLiteral(R"(a\\b c)"), QStringLiteral("d"), QStringLiteral("e")}
            << QStringLiteral(R"("a\\b c" d e)");
        QTest::newRow("backslashes, a blank, a blank")
            << QStringList{QStringLiteral(R"(a\\b\ c)"), QStringLiteral("d"), QStringLiteral("e")}
            << QStringLiteral(R"("a\\b\ c" d e)");
        QTest::newRow("empty") << QStringList{QStringLiteral("ab"), QString()}
                               << QStringLiteral(R"(ab "")");
        QTest::newRow("nothing") << QStringList() << QString();
        QTest::newRow("tab") << QStringList{QStringLiteral("a\tb")} << QStringLiteral("\"a\tb\"");
        QTest::newRow("not ASCII") << QStringList{QStringLiteral(u"\u6771\u4eac x")}
                                   << QStringLiteral(u"\"\u6771\u4eac x\"");
    }

    void quotesAsPythonDoes()
    {
        QFETCH(QStringList, arguments);
        QTEST(WindowsQuoting::join(arguments), "line");
        QCOMPARE(parse(WindowsQuoting::join(arguments)), arguments);
    }

    void anyArgumentsAreReadBackAsTheyWere()
    {
        QRandomGenerator random(1);
        const QString characters = QStringLiteral(u"\\\\\\\"\" \ta\n\v\u00e9%^&");
        for (int round = 0; round < 5000; ++round) {
            QStringList arguments;
            for (int i = random.bounded(5); i > 0; --i) {
                QString argument;
                for (int j = random.bounded(9); j > 0; --j)
                    argument += characters[random.bounded(characters.size())];
                arguments.append(argument);
            }
            QCOMPARE(parse(WindowsQuoting::join(arguments)), arguments);
        }
    }
};

QTEST_GUILESS_MAIN(TestWindowsQuoting)
#include "tst_windowsquoting.moc"
