// SPDX-License-Identifier: MIT
#include "launcher/stampedmerge.h"

#include <QTest>

using namespace Spawnscope;

namespace {

/// Takes all that can be told; the writer serves as a name.
QByteArray told(StampedMerge *merge)
{
    QByteArray names;
    while (const auto lane = merge->nextLane())
        names += char(merge->take(*lane).writer);
    return names;
}

void add(StampedMerge *merge, size_t lane, qint64 stamp, char name)
{
    merge->add(lane, {stamp, name, 1});
}

} // namespace

class TestStampedMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsNothingWhileAnEarlierMessageMayBeUnread()
    {
        StampedMerge merge;
        add(&merge, 0, 10, 'a');
        QCOMPARE(told(&merge), "");
        merge.sawEmpty(1);
        QCOMPARE(told(&merge), "a");
        QVERIFY(merge.isEmpty());
    }

    void aLaterMessageOfTheOtherSocketSettlesAnEarlierOne()
    {
        StampedMerge merge;
        add(&merge, 0, 10, 'a');
        add(&merge, 0, 30, 'c');
        add(&merge, 1, 20, 'b');
        QCOMPARE(told(&merge), "ab");
        QVERIFY(!merge.isEmpty()); // one of 25 may be unread
        add(&merge, 1, 25, 'x');
        add(&merge, 1, 40, 'd');
        QCOMPARE(told(&merge), "xc");
        merge.sawEmpty(0);
        QCOMPARE(told(&merge), "d");
    }

    void aMessageReadAfterTheOtherSocketWasEmptyIsNotSettled()
    {
        StampedMerge merge;
        add(&merge, 0, 10, 'a');
        merge.sawEmpty(1);
        add(&merge, 0, 30, 'c');
        QVERIFY(merge.isUnsettled(0));
        QCOMPARE(told(&merge), "a");
        add(&merge, 1, 20, 'b');
        merge.sawEmpty(1);
        QCOMPARE(told(&merge), "bc");
        QVERIFY(!merge.isUnsettled(0));
    }

    void theEndOfASocketSettlesTheOtherForEver()
    {
        StampedMerge merge;
        merge.end(1);
        add(&merge, 0, 10, 'a');
        QVERIFY(!merge.isUnsettled(0));
        QCOMPARE(told(&merge), "a");
        QVERIFY(merge.hasEnded(1));
        QVERIFY(!merge.hasEnded(0));
    }

    void keepsTheOrderWithinASocketWhenTheClockIsSetBack()
    {
        StampedMerge merge;
        add(&merge, 0, 1000, 'a');
        add(&merge, 0, 10, 'b');
        add(&merge, 1, 20, 'c');
        merge.sawEmpty(0);
        merge.sawEmpty(1);
        const QByteArray order = told(&merge);
        QCOMPARE(order.size(), 3);
        QVERIFY(order.indexOf('a') < order.indexOf('b'));
        // What is sent after that is in order again.
        add(&merge, 0, 40, 'e');
        add(&merge, 1, 30, 'd');
        merge.sawEmpty(0);
        merge.sawEmpty(1);
        QCOMPARE(told(&merge), "de");
    }
};

QTEST_GUILESS_MAIN(TestStampedMerge)
#include "tst_stampedmerge.moc"
