// SPDX-License-Identifier: MIT
#include "base/mortal.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace Spawnscope;

class Subject final : public Mortal
{};

class TestMortal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLivingSubjectIsNotDead()
    {
        Subject subject;
        const DeathWatch watch(&subject);
        QVERIFY(!watch.isDead());
    }

    void aWatchSeesTheDeath()
    {
        auto subject = std::make_unique<Subject>();
        const DeathWatch watch(subject.get());
        subject.reset();
        QVERIFY(watch.isDead());
    }

    void everyNestedWatchSeesTheDeath()
    {
        auto subject = std::make_unique<Subject>();
        const DeathWatch outer(subject.get());
        {
            const DeathWatch middle(subject.get());
            const DeathWatch inner(subject.get());
            subject.reset();
            QVERIFY(inner.isDead());
            QVERIFY(middle.isDead());
        }
        QVERIFY(outer.isDead());
    }

    void aDeathAfterTheInnerWatchIsSeenByTheOuter()
    {
        auto subject = std::make_unique<Subject>();
        const DeathWatch outer(subject.get());
        {
            const DeathWatch inner(subject.get());
            QVERIFY(!inner.isDead());
        }
        QVERIFY(!outer.isDead());
        subject.reset();
        QVERIFY(outer.isDead());
    }

    void aWatchThatIsGoneIsNotTold()
    {
        auto subject = std::make_unique<Subject>();
        std::optional<DeathWatch> watch(std::in_place, subject.get());
        watch.reset();
        subject.reset(); // under a sanitizer this would show a write to the watch
        QVERIFY(!watch);
    }

    void watchesOfTwoSubjectsAreIndependent()
    {
        auto first = std::make_unique<Subject>();
        auto second = std::make_unique<Subject>();
        const DeathWatch watchFirst(first.get());
        const DeathWatch watchSecond(second.get());
        const DeathWatch watchFirstAgain(first.get());
        first.reset();
        QVERIFY(watchFirst.isDead());
        QVERIFY(watchFirstAgain.isDead());
        QVERIFY(!watchSecond.isDead());
    }

    void watchesEndInAnyOrder()
    {
        auto subject = std::make_unique<Subject>();
        std::optional<DeathWatch> oldest(std::in_place, subject.get());
        std::optional<DeathWatch> middle(std::in_place, subject.get());
        const DeathWatch newest(subject.get());
        oldest.reset();
        middle.reset();
        QVERIFY(!newest.isDead());
        subject.reset();
        QVERIFY(newest.isDead());
    }

    void aWatchTakesAnotherSubject()
    {
        auto first = std::make_unique<Subject>();
        auto second = std::make_unique<Subject>();
        DeathWatch watch;
        QVERIFY(watch.isDead());
        watch.watch(first.get());
        watch.watch(second.get());
        first.reset();
        QVERIFY(!watch.isDead());
        watch.watch(nullptr);
        QVERIFY(watch.isDead());
        second.reset();
        QVERIFY(watch.isDead());
    }
};

QTEST_GUILESS_MAIN(TestMortal)
#include "tst_mortal.moc"
