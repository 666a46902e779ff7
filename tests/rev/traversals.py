#!/usr/bin/env python3
"""All recorded answers of Alembic 1.19 about random graphs: ordered steps, or its refusal."""
import json

import graphs
import limbecktest


class Traversals(limbecktest.Case):
    def test_every_recorded_answer_is_given(self):
        with open(limbecktest.testdata("conformance", "traversals.jsonl"), encoding="utf-8") as f:
            facts = [json.loads(line) for line in f]
        self.assertEqual(len(facts), 1408)
        wrong = []
        for fact, answer in zip(facts, graphs.ask(facts)):
            if "steps" in fact:
                good = "steps" in answer and graphs.steps(answer) == fact["steps"]
            else:
                good = answer.get("error") == fact["error"].split(": ", 1)[1]
                good = good and answer["status"] == 3
            if not good:
                wrong.append((fact, answer))
        for fact, answer in wrong[:3]:
            print(json.dumps(fact), "\n   ", json.dumps(answer)[:2000])
        self.assertEqual(len(wrong), 0)


if __name__ == "__main__":
    limbecktest.main()
