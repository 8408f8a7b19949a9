import Foundation
import GenAuth
import XCTest

/// The answer that the service documents, as the application sees it.
final class ProfileTests: XCTestCase, @unchecked Sendable {
    private let everything = ProfileOptions(withCustomData: true, withIdentities: true, withDepartmentIds: true)

    private func ask(_ options: ProfileOptions) async throws -> Profile {
        let host = try Emulator.shared.get().host
        return try await GenAuthClient(config: Config(appId: "app", host: host, accessToken: token)).profile(options)
    }

    func testTheDocumentedProfileArrives() async throws {
        let profile = try await ask(everything)
        XCTAssertEqual(profile.userId, "6229ffaxxxxxxxxcade3e3d9")
        XCTAssertEqual(profile.email, "test@example.com")
        XCTAssertEqual(profile.status, .activated)
        XCTAssertEqual(profile.gender, .male)
        XCTAssertEqual(profile.loginsCount, 3)
        XCTAssertEqual(profile.emailVerified, true)
        XCTAssertEqual(profile.departmentIds, ["624d930c3xxxx5c08dd4986e", "624d93102xxxx012f33cd2fe"])
        XCTAssertEqual(profile.statusChangedAt?.text, "2022-07-03T03:20:30.000Z")
        XCTAssertEqual(profile.statusChangedAt?.date, Date(timeIntervalSince1970: 1_656_818_430))
        XCTAssertEqual(profile.customData?.text.contains("Peking University"), true)
        XCTAssertTrue(profile.extra.isEmpty)
        XCTAssertTrue(profile.notes.isEmpty)

        let identity = try XCTUnwrap(profile.identities?.first)
        XCTAssertEqual(identity.provider, "wechat")
        XCTAssertEqual(identity.refreshToken?.value, "57_IZFu91Ak1Wg6DRytZFFIOd3upNF5lH7vPxxxxx")
        XCTAssertEqual(identity.originConnIds, ["605492ac41xxxxe0362f0707"])
    }

    func testWhatWasNotAskedForIsAbsent() async throws {
        let profile = try await ask(ProfileOptions())
        XCTAssertNil(profile.customData)
        XCTAssertNil(profile.identities)
        XCTAssertNil(profile.departmentIds)
    }

    func testJsonIsTheDocumentOfTheService() async throws {
        let json = try await ask(everything).toJson()
        XCTAssertTrue(json.hasPrefix(#"{"userId":"6229ffaxxxxxxxxcade3e3d9","createdAt":"#), json)
        XCTAssertFalse(json.contains("_notes"), json)
    }

    func testAProfileOfOnesOwnBecomesJsonToo() throws {
        let profile = Profile(
            userId: "u", createdAt: Timestamp("yesterday"), status: .other(text: "Dreaming"), loginsCount: -1,
            gender: .female, emailVerified: false, registerSource: ["a", "b"],
            identities: [Identity(provider: "wechat", accessToken: Secret("s"))], customData: Json("not JSON"),
            metadataSource: Json("[1,2.50]"), extra: ["new": Json("{}"), "bad": Json("{")],
            notes: [DecodeNote(path: "name", expected: "string", got: "object")]
        )
        XCTAssertEqual(
            profile.toJson(),
            #"{"userId":"u","createdAt":"yesterday","status":"Dreaming","loginsCount":-1,"gender":"F","#
                + #""emailVerified":false,"registerSource":["a","b"],"identities":[{"provider":"wechat","#
                + #""accessToken":"s"}],"metadataSource":[1,2.50],"new":{},"#
                + #""_notes":[{"path":"name","expected":"string","got":"object"}]}"#
        )
    }

    func testOpenEnumsKnowTheirWords() {
        XCTAssertEqual(UserSourceType.adminCreated.text, "adminCreated")
        XCTAssertEqual(WorkStatus.other(text: "Sabbatical").text, "Sabbatical")
    }

    func testCustomDataFitsATypeOfTheApplication() async throws {
        struct CustomData: Decodable { let school: String }
        struct User: Decodable {
            let userId: String
            let customData: CustomData
        }
        let profile = try await ask(everything)
        XCTAssertEqual(try profile.customData?.decode(CustomData.self).school, "Peking University")
        let user: User = try profile.decode()
        XCTAssertEqual(user.userId, profile.userId)
        XCTAssertEqual(user.customData.school, "Peking University")
        XCTAssertThrowsError(try profile.customData?.decode([Int].self)) { error in
            XCTAssertTrue(error is DecodingError, "\(error)")
        }
    }

    func testNothingPrintsTokensOrPersonalData() async throws {
        let profile = try await ask(everything)
        let printed = printed(profile) + printed(profile.identities as Any) + printed(profile.customData as Any)
        XCTAssertFalse(printed.contains("test@example.com"), printed)
        XCTAssertFalse(printed.contains("57_"), printed)
        XCTAssertFalse(printed.contains("Peking"), printed)
        XCTAssertFalse("\(Config(appId: "app", host: "h", accessToken: "the-token"))".contains("the-token"))
    }

    func testEqualityIgnoresTheRawBody() async throws {
        let first = try await ask(everything)
        let second = try await ask(everything)
        XCTAssertEqual(first, second)
        XCTAssertEqual(first.hashValue, second.hashValue)
        XCTAssertFalse(first.raw.bytes.isEmpty)
    }

    func testEveryCaseOfTheTableOfTimestampsIsRead() throws {
        struct Case: Decodable {
            struct Moment: Decodable {
                let seconds: Double
                let nanoseconds: Double
            }
            let text: String
            let moment: Moment?
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let table = try Data(contentsOf: root.appendingPathComponent("tests/timestamps.json"))
        let cases = try JSONDecoder().decode([Case].self, from: table)
        XCTAssertFalse(cases.isEmpty)
        for each in cases {
            let expected = each.moment.map { Date(timeIntervalSince1970: $0.seconds + $0.nanoseconds / 1e9) }
            XCTAssertEqual(Timestamp(each.text).date, expected, each.text)
        }
    }
}
