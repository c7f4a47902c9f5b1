// Made by scripts/make-randomness-table.py; do not edit.

/// How much more likely a pair of neighbouring token bytes is in words and identifiers than in
/// uniformly random text.
///
/// Row: the first byte's code; column: the second's (`TokenCode`). Unit: 1/12 of a natural
/// logarithm unit; positive is word-like.
package enum RandomnessTable {
  /// What is subtracted from a character of `encoded` to get the weight.
  static let zero = 84

  /// 4,096 characters, row after row: so they are constant data that nothing has to set up.
  package static let encoded: StaticString = #"""
    GYb`FI[4V0Khaf+].idmSNFPQ87IRO58K$F$:XQU$M$YT]C>6@A(??????????SS\#
    iPZQeMG9f\>jHJaR/\]Ng>8AY7Y@JAU=7(UL.Z7:QB$LM>W.(1H&IIIIIIIIII__\#
    eMTLfI?eY+a_SFqN1_UgWD4<L%U=D<V9/UH$QOC6`=$NDWG4$,<$??????????]]\#
    bQO[vPMEg98TNF_M0YZRWED=G+RA?Jf@=5W('D>6N=$HIAG53-7$CCCCCCCCCCff\#
    \I``QUR:IT:[XeHTMkkdASJ^N-L9POADB*8D*JGU8D<[[T1C:N>$::::::::::ee\#
    cOUSbcD7n%5aLUiL1a\[_??:P$S?ECRR4&^$%P<DY<$QLKO//*?$KKKKKKKKKK^^\#
    \HUEsFN[a*6fQ`YQ)d_T[A;3>7L7E5c6>JQ$&VAPIA$TODK1+$.'4444444444ee\#
    pCHLpF?<f$BNUFhJ2\VaR>F-P4`38<`6/,V$2=E6X:$LFQB.6$@$::::::::::ff\#
    WVa`XV\*:-@_]rgY3Weg;U1P$TGFQPHFL$*$0NMaWH$GTV*E$@$D++++++++++RR\#
    _;PDk>@7U=Q?CAcO49xCZ7B/9.O+@4[.0&E-A/30S>$)l3J'1$)$..........YY\#
    \TWQtNJKj.;TPVPO1M`PVNS:C4LDGAd=:;Z$+C@F@>$=P?E>C*3$8888888888ll\#
    fJJWnJH9k&>hCCgL,D\\[Q:@S1V::G^:8)[$.X33W<$3LLKA*/C$4444444444gg\#
    oXLUnD?6c$@WXBch0DZLXA4:I._H<D^4/%S$0GH2SX$4J;G0$)9$4444444444hh\#
    b@afeZe?\2MOEPjN*GdkYU7/?/R0QUUIU/L$=?5@Z>$7T[ID&$/$4444444444``\#
    OU`jBRR3O4L_goV_$kZ[_PV?<-?EOY2BA$?$<NW^FO$[JKO?F/,$$$$$$$$$$$WW\#
    i?UPjPGV]$McIEe[5iXbeE93\3Y/E@Z@7FL$<S85UK%YHQU5($L$5555555555__\#
    PHOLOLDAK$2bLNARI^XPxAG74:@8?<?;30;$$R<=1B9NH@l07'$)8888888888ee\#
    hHYUqMW7g$LOYSgL2\`aSO>4X&X7HE`=G'W$<?IBW<$LPQB?.$H$//////////aa\#
    XA[DkJGZd$RUML[ZDKcr[DD4U;H1K4[:7JT$BE=<JJ4;SaK44$E*7777777777ff\#
    dBWIqJ<^i$BRKCaQ*e[YS=BAZ3T1G9`:,NX$2B:3QA$UKIC-21J$2222222222ii\#
    W]XUcUP6Z$7lajFa*edh6D/J'2GMHESE@&J$'\QZ6Q$UTX&4$:$$::::::::::WW\#
    oBRFvOI8h$YU`GUW3JWL9N9H7*^2B6f?8(W$IDP6DG$:F<)>)8'$FFFFFFFFFF\\\#
    lGRPfFAZp(@PM`eO=g_MA;@:33[7B?V61J`$0@=OU?-WO=1+0)$$2222222222dd\#
    ^K`Q`YE<\$WI^EId8JUmAE8TJ,N:PAPI5,L$F8N48T(:E]15(D:$WWWWWWWWWWff\#
    XOXQXKJAT-8Yb_Rp6QeaKHK7EBH?G@H;91C$(IROB`%AUQ;8;'414444444444nn\#
    cBDExEBM`%:TQKcI3DIGF8>CRVS145j52<P$*D@;S9$3976(.3BEEEEEEEEEEEbb\#
    %7?=$&8$4$(F>C$;$FAK1+$-.$J\dbHK]7Y2Mjch-_0kfoVPIRS:??????????SS\#
    G-7/C+%$C:$H%(?0$::+D$$$6$lR\SgPJ;h_@mJMdT1__PiA:C[9IIIIIIIIII__\#
    C*2*D'$B6$?=0$N+$<2E4$$$*$hOVOiLAg[-dbUHsP3aWjYF6?O'??????????]]\#
    @.-8S-*$E$$1+$<+$67/5$$$$$eSR]xROHj;:VPHaO3[\TYGF?I-CCCCCCCCCCff\#
    9'>=.20$&2$85C%1*IHB$0';+$^LcbSWT<KV<]ZhJVOnmgDUL`P/::::::::::ee\#
    @,31?@$$K$$>*2F*$>99=$$$-$eQXVdeF9p'8cOWkN4c^]aAB<R$KKKKKKKKKK^^\#
    9%2$Q$+8?$$D.=6/$B=29$$$$$^JWGvHP]d,8iSb[T+gaV]C>5@94444444444ee\#
    M$%)M$$$C$$+3$E'$94>/$$$.$rEJNrIA>h'DPWIjL4^YcT@H0R6::::::::::ff\#
    54?>54:$$$$<:OE6$4BD$3$-$2ZYdbZY^,=0Ca_tj[5Ygi=W3R&W++++++++++RR\#
    <$.$H$$$2$.$$$@,$$Y$7$$$$$a=SGm@B9W?SAECeQ6;xE\9D1;1..........YY\#
    914.Q+()G$$1.3.,$+=-3,0$$$^VYSvPMNl0>VSXSQ4PbRXQU=E68888888888ll\#
    C((4K(&$H$$F$$D)$$9:9.$$1$hMLYpMK;m(@kEEiN.F^^]S<BV44444444444gg\#
    M6)2L$$$@$$55$@E$$8)5$$$'$qZNWpGA8e$CYZEej2G]NZC7<L04444444444hh\#
    ?$?CB7C$:$*,$-G+$%AH62$$$$dBdhg\hA_4OQGRlP,Jfm[W91A14444444444``\#
    ,2=G$//$,$*<DL3<$H78<-4$$$QWblDTT5Q6OaiqXa$m\]aRYA?0$$$$$$$$$$WW\#
    F$2-H.$4:$*@&$C9$F5?C$$$9$kBWRmSIX_$OeKGg^8kZdgG;6^55555555555__\#
    -&-),)$$($$@)+$/&;6-Y$$$$$RKQNQNFCM$5eNPCTK`[RxCI96<8888888888ee\#
    F%62N*5$E$*-70D*$:=>0-$$5$kJ[WsOZ9i$OQ\UiN4_bcUQ@6Z(//////////aa\#
    6$9$H'$7A$/2+*87$)AO9$$$2$[C]GmLI\f&TWPO]\GMft^FF6W=7777777777ff\#
    B$4&N($;F$$0($>.$B961$$$8$fDYKsM?`k&EUMFcS,g^[V@ED]52222222222ii\#
    4:53@2.$8$$J>H$>$CBF$$$($$Y_ZWeWS9]$:ncmHc,hgk8G1L*4::::::::::WW\#
    L$0$S,&$E$72>$24$'4)$+$%$$qDUHxQK:j$\WcIWY5LYN;P;J9-FFFFFFFFFF\\\#
    I%0-C$$7M$$.*=C-$E=+$$$$$$nJURhHD\r+BSObhR@jbPD=C<552222222222dd\#
    ;(=.=7$$9$4&;$&A$(3J$$$1($`MbSb\G>^$YK`GKf;MXoCH:VM.WWWWWWWWWWff\#
    6,5.6)'$1$$6?<0M$.C>)%($$$ZQZS[MLCV/:[daTr8SgcNJM:GD4444444444nn\#
    @$$$X$$*>$$1.(@'$$'$$$$$/3eDFGxGDOb'=VSMeL5FKIH:@ETXEEEEEEEEEEbb\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    MKJNLN'$/)&4)&$/$(14.($Q$$SRQURU.)6/,;0,*5$/8:4.%W$)ffffffffff``\#
    VO[UTTNJV7BQUZM[8T]UJLI@,2]Va[[[UQ]=HX\aTa?[c\QSOG39JJJJJJJJJJUU\#
    VO[UTTNJV7BQUZM[8T]UJLI@,2]Va[[[UQ]=HX\aTa?[c\QSOG39JJJJJJJJJJUU
    """#
}
