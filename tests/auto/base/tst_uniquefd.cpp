// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "support/pipes.h"

#include <QTest>

#include <cerrno>
#include <type_traits>

using namespace Spawnscope;

namespace {

int openOne()
{
    return newPipe().read.release();
}

} // namespace

class TestUniqueFd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itClosesWhatItOwns()
    {
        int number = -1;
        {
            const UniqueFd fd(openOne());
            number = fd.get();
            QVERIFY(fd && isOpen(number));
        }
        QVERIFY(!isOpen(number));
    }

    void noneIsNotValid()
    {
        QVERIFY(!UniqueFd().isValid());
        QVERIFY(!UniqueFd(-1));
        QVERIFY(UniqueFd(openOne()).isValid());
    }

    void movingHandsOver()
    {
        UniqueFd first(openOne());
        const int number = first.get();
        UniqueFd second(std::move(first));
        QCOMPARE(first.get(), -1);
        QCOMPARE(second.get(), number);
        static_assert(!std::is_copy_constructible_v<UniqueFd>);
        static_assert(std::is_nothrow_move_constructible_v<UniqueFd>);

        UniqueFd third(openOne());
        const int replaced = third.get();
        third = std::move(second);
        QVERIFY(!isOpen(replaced));
        QVERIFY(isOpen(number));
        QCOMPARE(third.get(), number);
    }

    void movingToItselfKeepsIt()
    {
        UniqueFd fd(openOne());
        const int number = fd.get();
        UniqueFd &same = fd;
        fd = std::move(same);
        QCOMPARE(fd.get(), number);
        QVERIFY(isOpen(number));
    }

    void releaseGivesUpWithoutClosing()
    {
        UniqueFd fd(openOne());
        const int number = fd.release();
        QVERIFY(!fd);
        QVERIFY(isOpen(number));
        fd.reset(number);
        fd.reset();
        QVERIFY(!isOpen(number));
    }

    void resetKeepsErrno()
    {
        UniqueFd fd(openOne());
        UniqueFd bad(100000); // closing it fails with EBADF
        errno = ENOTDIR;
        fd.reset();
        bad.reset();
        QCOMPARE(errno, ENOTDIR);
    }

    void resetClosesTheOldAndTakesTheNew()
    {
        UniqueFd fd(openOne());
        const int old = fd.get();
        const int next = openOne();
        fd.reset(next);
        QVERIFY(!isOpen(old));
        QCOMPARE(fd.get(), next);
    }
};

QTEST_GUILESS_MAIN(TestUniqueFd)
#include "tst_uniquefd.moc"
