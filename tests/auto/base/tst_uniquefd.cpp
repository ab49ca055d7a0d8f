// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"

#include <QTest>

#include <cerrno>
#include <fcntl.h>
#include <type_traits>
#include <unistd.h>

using namespace Spawnscope;

namespace {

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) >= 0;
}

int openNull()
{
    return ::open("/dev/null", O_RDWR | O_CLOEXEC);
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
            const UniqueFd fd(openNull());
            number = fd.get();
            QVERIFY(fd && isOpen(number));
        }
        QVERIFY(!isOpen(number));
    }

    void noneIsNotValid()
    {
        QVERIFY(!UniqueFd().isValid());
        QVERIFY(!UniqueFd(-1));
        QVERIFY(UniqueFd(openNull()).isValid());
    }

    void movingHandsOver()
    {
        UniqueFd first(openNull());
        const int number = first.get();
        UniqueFd second(std::move(first));
        QCOMPARE(first.get(), -1);
        QCOMPARE(second.get(), number);
        static_assert(!std::is_copy_constructible_v<UniqueFd>);
        static_assert(std::is_nothrow_move_constructible_v<UniqueFd>);

        UniqueFd third(openNull());
        const int replaced = third.get();
        third = std::move(second);
        QVERIFY(!isOpen(replaced));
        QVERIFY(isOpen(number));
        QCOMPARE(third.get(), number);
    }

    void movingToItselfKeepsIt()
    {
        UniqueFd fd(openNull());
        const int number = fd.get();
        UniqueFd &same = fd;
        fd = std::move(same);
        QCOMPARE(fd.get(), number);
        QVERIFY(isOpen(number));
    }

    void releaseGivesUpWithoutClosing()
    {
        UniqueFd fd(openNull());
        const int number = fd.release();
        QVERIFY(!fd);
        QVERIFY(isOpen(number));
        ::close(number);
    }

    void resetKeepsErrno()
    {
        UniqueFd fd(openNull());
        UniqueFd bad(100000); // closing it fails with EBADF
        errno = ENOTDIR;
        fd.reset();
        bad.reset();
        QCOMPARE(errno, ENOTDIR);
    }

    void resetClosesTheOldAndTakesTheNew()
    {
        UniqueFd fd(openNull());
        const int old = fd.get();
        const int next = openNull();
        fd.reset(next);
        QVERIFY(!isOpen(old));
        QCOMPARE(fd.get(), next);
    }
};

QTEST_GUILESS_MAIN(TestUniqueFd)
#include "tst_uniquefd.moc"
