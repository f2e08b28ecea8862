-- Which answers of people are counted since which closing: between two closings there are none or at least five, so that
-- what one person said is not what is shown after less what was shown before.
CREATE TABLE survey_counted (
    id {id} PRIMARY KEY,
    survey_id {id} NOT NULL REFERENCES survey (id) ON DELETE CASCADE,
    closing {int} NOT NULL,
    closed_at {time} NOT NULL,
    answer_id {id} NOT NULL REFERENCES survey_answer (id) ON DELETE CASCADE,
    number {int} NOT NULL,
    party_id {id},
    UNIQUE (answer_id)
) {strict};
CREATE INDEX survey_counted_survey ON survey_counted (survey_id, closing);

-- What was closed before is counted as it has been shown.
INSERT INTO survey_counted (id, survey_id, closing, closed_at, answer_id, number, party_id)
SELECT answer.id, survey.id, 1,
    (SELECT MAX(one.sent_at) FROM survey_answer one WHERE one.survey_id = survey.id),
    answer.id, answer.submission,
    (SELECT role_grant.party_id FROM role_grant
        WHERE role_grant.person_id = answer.person_id AND role_grant.party_id IS NOT NULL
        ORDER BY role_grant.id LIMIT 1)
FROM survey_answer answer
JOIN survey ON survey.id = answer.survey_id
WHERE survey.status = 'closed' AND survey.respondents = 'people' AND answer.person_id IS NOT NULL
    AND (answer.state = 'approved' OR (answer.state = 'submitted' AND NOT survey.approval))
    AND answer.sent_at IS NOT NULL
    AND 5 <= (SELECT COUNT(*) FROM survey_answer one WHERE one.survey_id = survey.id
        AND (one.state = 'approved' OR (one.state = 'submitted' AND NOT survey.approval)));
