// SPDX-License-Identifier: MIT
#include "widgets/outputlinks.h"

#include <QDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestOutputLinks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksAreFound_data();
    void linksAreFound();
    void aLinkIsFoundFromAnyOfItsCharacters();
    void aLinkInALongLineIsFound();
    void pathsAreResolved();
};

namespace {

/// "target:line:column" of each, with what it covers when that is more.
QString describe(const QString &text, const QList<OutputLink> &links)
{
    QStringList parts;
    for (const OutputLink &link : links) {
        QString part = link.target;
        if (link.line > 0)
            part += u'@' + QString::number(link.line);
        if (link.column > 0)
            part += u'@' + QString::number(link.column);
        if (!text.sliced(link.span.start, link.span.length).contains(link.target))
            part += u" outside its span"_s;
        parts.append(part);
    }
    return parts.join(u' ');
}

} // namespace

void TestOutputLinks::linksAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("links");
    const auto row = [](const QString &text, const QString &links) {
        QTest::newRow(qPrintable(text)) << text << links;
    };
    row(u""_s, u""_s);
    row(u"nothing to see here"_s, u""_s);
    row(u"see https://example.org/a?b=c#d."_s, u"https://example.org/a?b=c#d"_s);
    row(u"(http://a.b/c_(d))"_s, u"http://a.b/c_(d)"_s);
    row(u"<ftp://a.b/c>, HTTP://X.Y"_s, u"ftp://a.b/c HTTP://X.Y"_s);
    row(u"file:///tmp/x.txt: done"_s, u"file:///tmp/x.txt"_s);
    row(u"https://"_s, u""_s);
    row(u"Server on http://127.0.0.1:8080/, ok"_s, u"http://127.0.0.1:8080/"_s);
    row(u"main.c:12:5: error: no"_s, u"main.c@12@5"_s);
    row(u"src/a-b/main.cpp:7: note"_s, u"src/a-b/main.cpp@7"_s);
    row(u"/usr/include/stdio.h:33:10: note"_s, u"/usr/include/stdio.h@33@10"_s);
    row(u"  --> src/x.rs:3:5"_s, u"src/x.rs@3@5"_s);
    row(u"  File \"/tmp/a b.py\", line 3, in <module>"_s, u"/tmp/a b.py@3"_s);
    row(u"program.cs(12,5): error CS1002"_s, u"program.cs@12@5"_s);
    row(u"in foo.pas(9)"_s, u"foo.pas@9"_s);
    row(u"at f (/home/me/app.js:10:15)"_s, u"/home/me/app.js@10@15"_s);
    row(u"./run.sh:2: x"_s, u"./run.sh@2"_s);
    row(u"../up/it.go:4"_s, u"../up/it.go@4"_s);
    row(u"~/notes.txt:1"_s, u"~/notes.txt@1"_s);
    row(u"wrote /var/log/syslog, and /etc/hosts."_s, u"/var/log/syslog /etc/hosts"_s);
    row(u"Makefile:10: recipe"_s, u"Makefile@10"_s);
    row(u"grün/ü.c:3:1"_s, u"grün/ü.c@3@1"_s);
    row(u"12:34:56 done"_s, u""_s);
    row(u"at 10:30 or 10.5:3"_s, u""_s);
    row(u"a/b or 3/4"_s, u""_s);
    row(u"f(x) = 3"_s, u""_s);
    row(u"a.c:1 b.c:2"_s, u"a.c@1 b.c@2"_s);
    row(uR"(C:\dir\x.c(12): error C2065)"_s, uR"(C:\dir\x.c@12)"_s);
    row(uR"(c:\dir\x.c:12:5: error: no)"_s, uR"(c:\dir\x.c@12@5)"_s);
    row(uR"(D:/dir/x.c:7: note)"_s, u"D:/dir/x.c@7"_s);
    row(uR"(C:\Program Files (x86)\a b\x.h(3,4): note)"_s,
        uR"(C:\Program Files (x86)\a b\x.h@3@4)"_s);
    row(uR"(x.c(12,5): error CS1002)"_s, u"x.c@12@5"_s);
    row(uR"(src\x.c(12) : warning)"_s, uR"(src\x.c@12)"_s);
    row(uR"(..\up\x.c:3:1)"_s, uR"(..\up\x.c@3@1)"_s);
    row(uR"("C:\\dir\\x.c:12")"_s, uR"(C:\\dir\\x.c@12)"_s);
    row(uR"(  File "C:\a b\c.py", line 3)"_s, uR"(C:\a b\c.py@3)"_s);
    row(uR"(wrote C:\dir\x.log, and .\y.txt.)"_s, uR"(C:\dir\x.log .\y.txt)"_s);
    row(uR"(C:\Program Files\Tool>dir /b)"_s, uR"(C:\Program Files\Tool /b)"_s);
    row(uR"(in C:\a\..\b c\x.txt and src\y.c(3))"_s, uR"(C:\a\..\b c\x.txt src\y.c@3)"_s);
    row(uR"(copy C:\a\b.c D:\)"_s, uR"(C:\a\b.c D:\)"_s);
    row(uR"(\\server\share\x.c(12))"_s, u""_s);
    row(uR"(one\two and \n)"_s, u""_s);
    row(u"error:/usr/x"_s, u""_s);
}

void TestOutputLinks::linksAreFound()
{
    QFETCH(const QString, text);
    const QList<OutputLink> links = linksIn(text);
    QString found = describe(text, links);
    QTEST(found, "links");
}

void TestOutputLinks::aLinkIsFoundFromAnyOfItsCharacters()
{
    const QString text = u"see main.c:12:5: error"_s;
    for (qsizetype i = 0; i < text.size(); ++i)
        QCOMPARE(linkAt(text, i).has_value(), i >= 4 && i < 15);
    QCOMPARE(linkAt(text, 5)->span, (TextSpan{4, 11}));
    QVERIFY(!linkAt(text, 1000));
    QVERIFY(!linkAt({}, 0));
}

void TestOutputLinks::aLinkInALongLineIsFound()
{
    const QString text = QString(60'000, u' ') + u"http://a.b/c"_s + QString(60'000, u' ');
    const auto link = linkAt(text, 60'003);
    QVERIFY(link);
    QCOMPARE(link->span, (TextSpan{60'000, 12}));
}

void TestOutputLinks::pathsAreResolved()
{
    const QString root = QDir::rootPath(); // which may be that of a drive
    const auto path = [&root](const QString &text) {
        return pathOf(linksIn(text).value(0), root + u"project/dir"_s);
    };
    QCOMPARE(path(u"a/b.c:1"_s), root + u"project/dir/a/b.c"_s);
    QCOMPARE(path(u"../b.c:1"_s), root + u"project/b.c"_s);
    QCOMPARE(path(u"/b.c:1"_s), root + u"b.c"_s);
    QCOMPARE(path(u"~/b.c:1"_s), QDir::homePath() + u"/b.c"_s);
    QCOMPARE(path(u"file:///b.c"_s), u"/b.c"_s);
    QCOMPARE(path(u"https://b.c/d"_s), QString());
    for (const QString &text : {u"File \"//server/x.py\", line 1"_s, u"file://server/x"_s,
                                uR"(File "\\server\x.py", line 1)"_s})
        QVERIFY2(!path(text).startsWith(u"//"), qPrintable(path(text)));
}

QTEST_GUILESS_MAIN(TestOutputLinks)
#include "tst_outputlinks.moc"
