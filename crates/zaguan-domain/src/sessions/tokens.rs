//! Access tokens of programs: JWT, signed with Ed25519, ten minutes, bound to one session and one side.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zaguan_types::{Instant, SessionId, TenantId};

use crate::error::{Error, Result};
use crate::platform::secrets::Secrets;

/// Seconds that an access token works.
pub const ACCESS_SECONDS: u32 = 600;
const ISSUER: &str = "zaguan";
const TYPE: &str = "at+jwt";
/// PKCS#8 (RFC 5958) around an Ed25519 seed (RFC 8410): everything before the 32 bytes.
const PKCS8_PREFIX: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// For which side a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Staff and integrations.
    Staff,
    /// Clients.
    Portal,
}

impl Side {
    const fn audience(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Portal => "portal",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The session.
    sid: Uuid,
    /// The firm.
    tid: Uuid,
    iat: i64,
    exp: i64,
}

/// What a valid token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TokenFacts {
    pub(crate) tenant: TenantId,
    pub(crate) session: SessionId,
    pub(crate) expires_at: Instant,
}

/// The keys that sign and check access tokens.
pub struct TokenKeys {
    sign: EncodingKey,
    check: DecodingKey,
}

impl TokenKeys {
    pub(crate) fn new(secrets: &Secrets) -> Result<Self> {
        let seed = secrets.signing_seed();
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|error| Error::Internal(format!("signing key: {error}")))?;
        let der: Vec<u8> = PKCS8_PREFIX.into_iter().chain(*seed).collect();
        Ok(Self { sign: EncodingKey::from_ed_der(&der), check: DecodingKey::from_ed_der(pair.public_key().as_ref()) })
    }

    pub(crate) fn issue(&self, side: Side, tenant: TenantId, session: SessionId, now: Instant) -> Result<String> {
        let iat = now.unix_seconds();
        let claims = Claims {
            iss: ISSUER.into(),
            aud: side.audience().into(),
            sid: session.0,
            tid: tenant.0,
            iat,
            exp: iat + i64::from(ACCESS_SECONDS),
        };
        let header = Header { typ: Some(TYPE.into()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, &claims, &self.sign).map_err(|error| Error::Internal(format!("signing a token: {error}")))
    }

    /// What a token says, if it is one of ours for this side and has not run out.
    pub(crate) fn check(&self, side: Side, token: &str, now: Instant) -> Option<TokenFacts> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[side.audience()]);
        rules.set_issuer(&[ISSUER]);
        rules.set_required_spec_claims(&["exp", "aud", "iss"]);
        // By our own clock below, without leeway.
        rules.validate_exp = false;
        let token = decode::<Claims>(token, &self.check, &rules).ok()?;
        let Claims { sid, tid, exp, .. } = token.claims;
        let right_type = token.header.typ.as_deref() == Some(TYPE);
        (right_type && now.unix_seconds() < exp).then_some(TokenFacts {
            tenant: TenantId(tid),
            session: SessionId(sid),
            expires_at: Instant(0).plus_seconds(exp),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_works_for_its_side_its_time_and_its_key_only() {
        let keys = TokenKeys::new(&Secrets::from_root(&[1; 32]).unwrap()).unwrap();
        let others = TokenKeys::new(&Secrets::from_root(&[2; 32]).unwrap()).unwrap();
        let (tenant, session, now) =
            (TenantId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), Instant(1_800_000_000_000_000));
        let token = keys.issue(Side::Staff, tenant, session, now).unwrap();
        let facts = keys.check(Side::Staff, &token, now).unwrap();
        assert_eq!((facts.tenant, facts.session), (tenant, session));
        assert_eq!(keys.check(Side::Portal, &token, now), None);
        assert_eq!(others.check(Side::Staff, &token, now), None);
        assert!(keys.check(Side::Staff, &token, now.plus_seconds(599)).is_some());
        assert_eq!(keys.check(Side::Staff, &token, now.plus_seconds(600)), None);
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(bytes).unwrap();
            if forged != token {
                // The last letter of a Base64 text holds bits that mean nothing: it may decode to the same signature.
                let same = at + 1 == token.len() && keys.check(Side::Staff, &forged, now) == Some(facts);
                assert!(same || keys.check(Side::Staff, &forged, now).is_none(), "letter {at}");
            }
        }
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.";
        assert_eq!(keys.check(Side::Staff, none, now), None);
    }
}
